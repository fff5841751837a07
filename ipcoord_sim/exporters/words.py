"""The Chinese words of kinds, states and modalities in files that leave the system."""

__all__ = ["KINDS_ZH", "MODALITY_ZH", "STATES_ZH"]

KINDS_ZH = {
    "kept": "已做到", "pending": "进行中", "late": "逾期才做", "overdue": "逾期未做", "missing_step": "缺步骤", "missing_document": "缺材料",
    "out_of_order": "顺序颠倒", "wrong_actor": "主体不对", "wrong_channel": "送错机关", "forbidden": "禁止", "disputed": "有争议", "hint": "提示",
}
STATES_ZH = {"running": "在期限内", "due_today": "今天到期", "overdue": "已逾期", "open": "没有写天数"}
MODALITY_ZH = {"must": "应当", "may": "可以", "must_not": "不得"}
