"""Who reports in the archive, under which name in which year. None of the places occurs among the division codes."""

from dataclasses import dataclass

from ..county import COUNTY

YEARS = range(2019, 2026)


@dataclass(frozen=True)
class Office:
    """One body over the years. `names` maps the first year of a name to the name as titles print it.

    `requests`, `documents`, `decisions` are the usual figures of a year; `site` tells how its reports are published.
    """

    key: str
    names: dict
    self_name: str
    level: str
    requests: float
    documents: float
    decisions: float
    site: str
    years: range = YEARS

    def name(self, year):
        return self.names[max(first for first in self.names if first <= year)]


def bureau(key, short, requests, documents, decisions, site, **later):
    """A bureau of the county; `later` maps y2021 to its name from then on."""
    return office(key, short, "我局", "bureau", requests, documents, decisions, site, later)


def town(key, short, self_name, requests, site, **later):
    return office(key, short, self_name, "township", requests, 1, 26, site, later)


def office(key, short, self_name, level, requests, documents, decisions, site, later):
    names = {2019: COUNTY + short} | {int(first[1:]): name.format(county=COUNTY) for first, name in later.items()}
    return Office(key, names, self_name, level, requests, documents, decisions, site)


def of_one_name(key, short, years, decisions):
    """A body that was merged into another one: no key joins them."""
    return Office(key, {2019: COUNTY + short}, "我局", "bureau", 6, 1, decisions, "tabs", years)


OFFICES = [
    Office("government", {2019: f"{COUNTY}人民政府"}, "我县", "county", 180, 8, 5200, "classic"),
    bureau("reform", "发展和改革委员会", 21, 3, 240, "tabs", y2021="{county}发展改革委", y2024="{county}发展和改革局"),
    bureau("education", "教育局", 14, 2, 60, "bare", y2020="{county}教育体育局", y2023="{county}教育和体育局"),
    bureau("science", "科学技术局", 2, 2, 30, "tabs", y2022="{county}科技局"),
    bureau("industry", "经济和信息化委员会", 7, 2, 45, "pipes", y2020="{county}经济和信息化局", y2022="{county}经信局"),
    bureau("police", "公安局", 33, 2, 3300, "classic"),
    bureau("civil", "民政局", 17, 3, 150, "lines"),
    bureau("justice", "司法局", 12, 2, 34, "modern"),
    bureau("finance", "财政局", 11, 4, 40, "glued"),
    bureau("labour", "人力资源和社会保障局", 28, 3, 410, "bare", y2022="{county}人力资源社会保障局"),
    bureau("land", "国土资源局", 64, 3, 620, "bare", y2020="{county}自然资源局", y2022="{county}自然资源和规划局"),
    bureau("ecology", "环境保护局", 26, 2, 190, "tabs", y2020="{county}生态环境局", y2023="衡澜市{county}生态环境局"),
    bureau("housing", "住房和城乡建设局", 71, 4, 730, "tabs", y2021="{county}住房城乡建设局"),
    bureau("transport", "交通运输局", 19, 2, 940, "pipes"),
    bureau("water", "水利局", 8, 2, 88, "glued"),
    bureau("farming", "农业局", 15, 3, 260, "lines", y2020="{county}农业农村局"),
    bureau("commerce", "商务局", 4, 2, 70, "glued"),
    bureau("culture", "文化广电新闻出版局", 6, 2, 80, "lines", y2020="{county}文化和旅游局", y2022="{county}文化广电和旅游局"),
    bureau("health", "卫生和计划生育委员会", 23, 3, 350, "modern", y2020="{county}卫生健康委员会", y2022="{county}卫生健康委",
           y2025="{county}卫健委"),
    bureau("veterans", "退役军人事务局", 9, 2, 24, "tabs"),
    bureau("emergency", "安全生产监督管理局", 10, 2, 310, "lines", y2020="{county}应急管理局"),
    bureau("audit", "审计局", 3, 2, 12, "lines"),
    Office("market", {2020: f"{COUNTY}市场监督管理局", 2023: f"{COUNTY}市场监管局"}, "我局", "bureau", 30, 2, 3900, "pipes", range(2020, 2026)),
    of_one_name("trade", "工商行政管理局", range(2019, 2020), 2100),
    of_one_name("food", "食品药品监督管理局", range(2019, 2020), 1500),
    bureau("statistics", "统计局", 3, 1, 16, "glued"),
    bureau("insurance", "医疗保障局", 5, 2, 90, "tabs", y2023="{county}医保局"),
    bureau("forestry", "林业局", 6, 2, 130, "glued"),
    bureau("streets", "城市管理行政执法局", 24, 2, 1900, "bare", y2021="{county}城市管理局", y2024="{county}城市管理综合执法局"),
    bureau("permits", "政务服务管理办公室", 5, 2, 2600, "tabs", y2020="{county}行政审批局"),
    bureau("letters", "信访局", 7, 1, 12, "lines"),
    Office("zone", {2019: f"{COUNTY}经济开发区管理委员会", 2022: f"{COUNTY}经济开发区管委会"}, "我区", "bureau", 13, 2, 140, "bare"),
    town("qingtang", "青棠街道办事处", "我街道", 6, "classic", y2022="{county}青棠街道", y2024="{county}人民政府青棠街道办事处"),
    town("wangxiu", "望岫镇人民政府", "我镇", 4, "tabs", y2022="{county}望岫镇"),
    town("tinghe", "汀河镇", "我镇", 3, "pipes", y2021="{county}汀河镇人民政府"),
    town("meiya", "梅垭乡", "我乡", 2, "lines", y2021="梅垭乡", y2024="{county}梅垭乡人民政府"),
    town("guiyun", "归云乡人民政府", "我乡", 1, "tabs"),
    town("shinan", "石楠镇人民政府", "我镇", 3, "glued"),
    town("shanwan", "杉湾镇人民政府", "我镇", 2, "tabs", y2021="{county}杉湾镇政府"),
    town("zhuyan", "竹崦镇", "我镇", 2, "lines"),
    town("luqi", "鹿栖镇人民政府", "我镇", 3, "bare"),
    town("yantang", "砚塘乡人民政府", "我乡", 1, "lines"),
]
