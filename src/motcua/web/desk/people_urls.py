"""Addresses of who is away, who acts for whom, what nobody holds."""

from django.urls import path

from motcua.web.desk import (
    people_delegation,
    people_leave,
    people_list,
    people_orphans,
    people_person,
    people_presence,
)

urlpatterns = [
    path("nhan-su", people_list.people, name="people"),
    path("nhan-su/nghi", people_leave.leave, name="people_leave"),
    path("nhan-su/nghi/<int:key>/huy", people_leave.cancel, name="people_leave_cancel"),
    path("nhan-su/uy-quyen", people_delegation.delegation, name="people_delegation"),
    path("nhan-su/uy-quyen/<int:key>/ket-thuc", people_delegation.end, name="people_delegation_end"),
    path("nhan-su/ho-so-vo-chu", people_orphans.orphans, name="orphans"),
    path("nhan-su/nguoi-moi", people_person.newcomer, name="people_new"),
    path("nhan-su/<int:officer_id>", people_person.person, name="person"),
    path("ho-so/<str:number>/co-mat", people_presence.presence, name="presence"),
]
