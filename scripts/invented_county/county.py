"""岚溪县 and what stands above it: a county, a city and a province that do not exist.

None of the names occurs among the division codes of 2016–2023.
"""

from dataclasses import dataclass

PROVINCE, CITY, COUNTY = "江岭省", "衡澜市", "岚溪县"


@dataclass(frozen=True)
class Agency:
    """One body that reports every year.

    `short` is the name without 人民政府, where titles leave that out; `self_name` is what its prose calls itself; `requests`,
    `documents`, `decisions` set the order of magnitude of its figures.
    """

    key: str
    name: str
    short: str
    self_name: str
    level: str
    seat: str
    requests: float
    documents: float
    decisions: float


AGENCIES = {
    agency.key: agency
    for agency in [
        Agency("province", "江岭省人民政府办公厅", "江岭省人民政府办公厅", "我厅", "province", "江岭省澄州市府前大道1号", 900, 60, 0),
        Agency("commerce", "江岭省商务厅", "江岭省商务厅", "我厅", "bureau", "江岭省澄州市云台路88号", 60, 12, 260),
        Agency("city", "衡澜市人民政府", "衡澜市", "我市", "city", "衡澜市滨江新区澜湖路6号", 1900, 40, 64000),
        Agency("ecology", "衡澜市生态环境局", "衡澜市生态环境局", "我局", "bureau", "衡澜市滨江新区听松街19号", 75, 3, 420),
        Agency("county", "岚溪县人民政府", "岚溪县", "我县", "county", "岚溪县青棠街道县前街2号", 190, 9, 5200),
        Agency("resources", "岚溪县自然资源和规划局", "岚溪县自然资源和规划局", "我局", "bureau", "岚溪县青棠街道文昌路31号", 48, 3, 610),
        Agency("education", "岚溪县教育体育局", "岚溪县教育体育局", "我局", "bureau", "岚溪县青棠街道学宫巷5号", 9, 2, 64),
        Agency("market", "岚溪县市场监督管理局", "岚溪县市场监督管理局", "我局", "bureau", "岚溪县青棠街道东岭路120号", 27, 1, 3900),
        Agency("water", "岚溪县水利局", "岚溪县水利局", "我局", "bureau", "岚溪县青棠街道河堤路9号", 6, 1, 85),
        Agency("justice", "岚溪县司法局", "岚溪县司法局", "我局", "bureau", "岚溪县青棠街道县前街14号", 12, 1, 30),
        Agency("qingtang", "岚溪县青棠街道办事处", "岚溪县青棠街道", "我街道", "township", "岚溪县青棠街道文昌路3号", 5, 0.4, 40),
        Agency("wangxiu", "岚溪县望岫镇人民政府", "岚溪县望岫镇", "我镇", "township", "岚溪县望岫镇中心街1号", 4, 0.5, 22),
        Agency("tinghe", "岚溪县汀河镇人民政府", "岚溪县汀河镇", "我镇", "township", "岚溪县汀河镇汀南路18号", 3, 0.5, 31),
        Agency("meiya", "岚溪县梅垭乡人民政府", "梅垭乡", "我乡", "township", "岚溪县梅垭乡集镇7号", 1, 0.3, 12),
        Agency("guiyun", "岚溪县归云乡人民政府", "归云乡", "我乡", "township", "岚溪县归云乡归云村村部旁", 0, 0.2, 6),
        Agency("shinan", "岚溪县石楠镇人民政府", "石楠镇", "我镇", "township", "岚溪县石楠镇楠中路66号", 2, 0.4, 18),
    ]
}
