"""What a state and an act mean to the person who handed the dossier in: plain words, and what he has to do."""

from __future__ import annotations

from dataclasses import dataclass

from motcua.rules.lifecycle import State


@dataclass(frozen=True, slots=True)
class Story:
    """A state in one line, and what it means for the applicant."""

    title: str
    meaning: str


STORIES: dict[State, Story] = {
    State.WAITING: Story(
        "Hồ sơ đang chờ kiểm tra để tiếp nhận",
        "Bộ phận Một cửa sẽ kiểm tra giấy tờ rồi báo kết quả. Thời hạn giải quyết tính từ khi hồ sơ được tiếp nhận.",
    ),
    State.ACCEPTED: Story(
        "Hồ sơ đã được tiếp nhận",
        "Bộ phận Một cửa đang chuyển hồ sơ đến đơn vị giải quyết. Bạn chưa phải làm gì.",
    ),
    State.DECLINED: Story(
        "Hồ sơ không được tiếp nhận",
        "Lý do và nơi nộp đúng ghi trong phiếu từ chối đã giao cho bạn.",
    ),
    State.PROCESSING: Story(
        "Hồ sơ đang được xem xét giải quyết",
        "Bạn chưa phải làm gì. Nếu thiếu giấy tờ, cơ quan sẽ báo cho bạn, ghi đủ mọi thứ cần bổ sung trong một lần.",
    ),
    State.CONSULTING: Story(
        "Cơ quan đang lấy ý kiến đơn vị khác",
        "Thời hạn giải quyết vẫn tính bình thường. Bạn không phải tự đi xin ý kiến.",
    ),
    State.SIGNING: Story(
        "Đã thẩm định xong, đang chờ lãnh đạo ký",
        "Bạn chưa phải làm gì. Hãy chờ đến ngày hẹn trả kết quả.",
    ),
    State.SEALING: Story(
        "Kết quả đã được ký, đang vào sổ và đóng dấu",
        "Bạn chưa phải làm gì. Hãy chờ đến ngày hẹn trả kết quả.",
    ),
    State.SUPPLEMENTING: Story(
        "Bạn cần bổ sung giấy tờ",
        "Thời hạn giải quyết tạm dừng cho đến khi bạn nộp đủ các giấy tờ dưới đây.",
    ),
    State.PAYING: Story(
        "Bạn cần nộp tiền theo thông báo",
        "Thời hạn giải quyết tạm dừng cho đến khi bạn nộp đủ số tiền dưới đây.",
    ),
    State.WITHDRAWN: Story(
        "Hồ sơ đã được rút theo yêu cầu của người nộp",
        "Hồ sơ không còn được giải quyết. Khi cần, bạn có thể nộp lại từ đầu.",
    ),
    State.STOPPED: Story(
        "Hồ sơ đã dừng giải quyết",
        "Lý do ghi dưới đây và trong văn bản đã gửi cho bạn.",
    ),
    State.READY: Story("Đã có kết quả", "Mời bạn nhận kết quả."),
    State.DELIVERED: Story("Đã trả kết quả", "Việc giải quyết hồ sơ đã xong."),
}
RECALLED = Story(
    "Kết quả đã bị thu hồi để giải quyết lại",
    "Cơ quan phát hiện kết quả có sai sót và đang giải quyết lại theo thời hạn mới.",
)

# Acts that mean something to the applicant; judging papers, signing in trays and the like stay inside.
ACT_TITLES: dict[str, str] = {
    "submit": "Hồ sơ được nộp",
    "accept": "Tiếp nhận hồ sơ",
    "accept_waiting": "Tiếp nhận hồ sơ",
    "settle_at_once": "Tiếp nhận và trả kết quả ngay",
    "decline": "Không tiếp nhận hồ sơ",
    "ask_before_acceptance": "Đề nghị bổ sung giấy tờ trước khi tiếp nhận",
    "transfer": "Chuyển hồ sơ đến đơn vị giải quyết",
    "forward": "Chuyển hồ sơ đến cơ quan có thẩm quyền",
    "assign": "Phân công người giải quyết",
    "examine": "Thẩm định xong",
    "review": "Lãnh đạo phòng đồng ý, trình ký",
    "consult": "Lấy ý kiến đơn vị khác",
    "answer_consultation": "Đơn vị được hỏi đã trả lời",
    "verify_on_site": "Xác minh, kiểm tra thực địa",
    "ask_supplement": "Đề nghị bổ sung giấy tờ",
    "receive_supplement": "Nhận giấy tờ bổ sung",
    "lapse_supplement": "Hết hạn bổ sung giấy tờ",
    "require_payment": "Đề nghị nộp tiền theo thông báo",
    "settle_obligation": "Đã nộp tiền",
    "extend": "Xin lỗi và hẹn lại ngày trả kết quả",
    "withdraw": "Người nộp rút hồ sơ",
    "refuse": "Dừng giải quyết hồ sơ",
    "sign": "Ký kết quả",
    "seal": "Vào sổ, đóng dấu kết quả",
    "tell_early": "Báo có kết quả trước hẹn",
    "post_result": "Giao kết quả cho bưu chính",
    "deliver_at_counter": "Trả kết quả tại quầy",
    "deliver_by_post": "Bưu chính đã phát kết quả",
    "deliver_online": "Trả kết quả điện tử",
    "correct": "Sửa thông tin trên giấy tiếp nhận",
    "redate": "Ngày hẹn thay đổi theo lịch làm việc mới",
    "report_loss": "Mất hoặc hỏng giấy tờ, cơ quan chịu chi phí khắc phục",
    "recall": "Thu hồi kết quả để giải quyết lại",
}
# Of these the ground was told to the applicant in a slip; the ground of other acts is an internal opinion.
TOLD_GROUNDS = frozenset(
    {
        "decline",
        "ask_before_acceptance",
        "ask_supplement",
        "extend",
        "refuse",
        "withdraw",
        "recall",
        "correct",
        "settle_at_once",
    }
)
