"""Invented rows and sentences, the same for us and for the peer."""

SENTENCES = (
    "会议传达学习了街道党工委关于老旧小区改造的部署，研究了七号楼加装电梯的居民意见。",
    "经核实，地下室堆放杂物涉及 12 户，已逐户上门告知，约定 2026年10月20日前清理完毕。",
    "独居老人午餐配送由第二党小组负责，每日 11:30 前送达，发现异常及时上报网格员。",
    "雨季低洼路段积水问题已协调排水单位，疏通管道 86 米，费用 4,300 元由物业维修资金列支。",
    "反诈宣传进楼栋活动共入户 214 户，发放资料 600 份，现场演示“国家反诈中心”App 的使用。",
)


def ledger_rows(count: int) -> list[list[str]]:
    """Rows of nine cells as a rectification ledger has them."""
    return [
        [
            str(i + 1),
            f"2026-{i % 12 + 1:02d}-{i % 28 + 1:02d}",
            ("群众反映", "调查研究", "上级督查")[i % 3],
            SENTENCES[i % 5],
            SENTENCES[(i + 2) % 5],
            f"责任人{i % 97}",
            f"桂花里{i % 30 + 1}号楼",
            ("整改中", "已销号", "待整改")[i % 3],
            "无" if i % 4 else "居民签字确认",
        ]
        for i in range(count)
    ]


HEADS = ("序号", "发现日期", "来源", "具体表现", "整改措施", "责任人", "地点", "状态", "备注")
# Relative widths of the nine columns.
WEIGHTS = (3.0, 6.0, 5.0, 16.0, 16.0, 5.0, 7.0, 5.0, 7.0)
