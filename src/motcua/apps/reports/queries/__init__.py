"""What may be asked of reports: tables, cells, scopes, the register, issued snapshots."""
