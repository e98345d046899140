"""Writes the division tables of `src/region/data`.

    make_regions.py divisions YEAR=PACKAGE.tgz ...   # one for each yearly edition, as packed by npm
    make_regions.py area-codes                       # from the geographic data of the `phonenumbers` package

`scripts/README.md` says where the sources come from and what the files hold.
"""

import csv
import io
import re
import sys
import tarfile
import zlib
from collections import defaultdict
from pathlib import Path

DATA = Path(__file__).resolve().parent.parent / "src" / "region" / "data"

# Entries of the table that are no divisions: they only group or count what has none.
PLACEHOLDERS = re.compile("直辖|^市辖区$|^县$|镇级单位|模拟镇")
# Bytes of text in one chunk: small enough to inflate in some tens of microseconds, large enough to compress.
CHUNK = 6000

PEOPLES = """蒙古 回 藏 维吾尔 苗 彝 壮 布依 朝鲜 满 侗 瑶 白 土家 哈尼 哈萨克 傣 黎 傈僳 佤 畲 高山 拉祜 水 东乡 纳西 景颇
柯尔克孜 土 达斡尔 仫佬 羌 布朗 撒拉 毛南 仡佬 锡伯 阿昌 普米 塔吉克 怒 乌孜别克 俄罗斯 鄂温克 德昂 保安 裕固 京 塔塔尔 独龙
鄂伦春 赫哲 门巴 珞巴 基诺""".split()
# 蒙古 and 哈萨克 stand in names without their 族, as in 蒙古自治县.
PEOPLE = "(?:(?:" + "|".join(sorted(PEOPLES, key=len, reverse=True)) + ")族|蒙古|哈萨克|柯尔克孜|各族)"


def read(editions):
    """Code, name, first and last edition: one row for each stretch of years in which a code has one name."""
    years = defaultdict(list)
    for year, path in sorted(editions.items()):
        with tarfile.open(path) as package:
            for level in ("provinces", "cities", "areas", "streets"):
                table = package.extractfile(f"package/dist/{level}.csv")
                for row in csv.DictReader(io.TextIOWrapper(table, encoding="utf8")):
                    years[row["code"], row["name"]].append(year)
    rows = [(code, name, min(found), max(found)) for (code, name), found in years.items()]
    return sorted(row for row in rows if not PLACEHOLDERS.search(row[1]))


def township_key(name):
    """The name as reports shorten it; `region::names::township_key` does the same to what a report prints."""
    name = re.sub("（[^）]*）?", "", name)
    name = re.sub("(人民政府|政府|管理委员会|管委会)$", "", name)
    for end, kept in (("街道办事处", "街道"), ("街道办", "街道"), ("街办事处", "街道"), ("街办", "街道")):
        if name.endswith(end):
            return name.removesuffix(end) + kept
    if name.endswith("办事处"):
        stem = name.removesuffix("办事处")
        return stem if stem.endswith(("镇", "乡", "区", "道", "木")) else stem + "街道"
    return name.removesuffix("地区") + "街道" if name.endswith("街道地区") else name


def townships(rows):
    """Key, code, first, last, official name; zones that are only counted (xxx4xx, xxx5xx) are no governments."""
    kept = {}
    for code, name, first, last in rows:
        if len(code) != 9 or code[6] in "45":
            continue
        key = township_key(name)
        names = {key}
        # 街 of Wuhan are named with and without 道; minority townships with and without their people.
        if re.search("[^街]街$", key):
            names.add(key + "道")
        short = re.sub(PEOPLE + "+(?:民族)?([乡镇])$", r"\1", key)
        if len(short) > 2:
            names.add(short)
        for name_ in names:
            old = kept.get((name_, code))
            latest = name if old is None or old[1] < last else old[2]
            kept[name_, code] = (min(first, old[0]) if old else first, max(last, old[1]) if old else last, latest)
    return sorted((key, code, *rest) for (key, code), rest in kept.items())


def write_townships(rows):
    """Chunks of raw deflate behind one another, and a directory: first key, start and size of each."""
    by_key = defaultdict(list)
    for key, code, first, last, name in townships(rows):
        by_key[key].append("\t".join([key, code, str(first), str(last)] + ([name] if name != key else [])) + "\n")
    chunks, keys, size = [], [], CHUNK
    # Code points and UTF-8 bytes sort alike.
    for key in sorted(by_key):
        # A key is never cut between two chunks.
        if size >= CHUNK:
            chunks.append([])
            keys.append(key)
            size = 0
        chunks[-1].extend(by_key[key])
        size += sum(len(line.encode()) for line in by_key[key])
    blob, directory = b"", ""
    for key, lines in zip(keys, chunks):
        packer = zlib.compressobj(9, zlib.DEFLATED, -15, 9)
        packed = packer.compress("".join(lines).encode()) + packer.flush()
        directory += f"{key}\t{len(blob)}\t{len(packed)}\n"
        blob += packed
    (DATA / "townships.deflate").write_bytes(blob)
    (DATA / "townships.tsv").write_text(directory, encoding="utf8")


def short_names(code, name):
    """What people call a division: (name, whether it is sure enough to stand alone)."""
    if len(code) == 2:
        yield re.sub("(省|市|维吾尔自治区|壮族自治区|回族自治区|自治区)$", "", name), False
        return
    autonomous = re.fullmatch(f"(.+?){PEOPLE}+(?:联合)?自治([州县旗])", name)
    if autonomous:
        yield autonomous[1] + autonomous[2], True
        yield autonomous[1], False
    stem = re.sub("(市|地区|盟|县|区|林区|特区)$", "", name)
    if stem != name and len(stem) > 1:
        yield stem, False


# Zones whose territory is that of one division: 平潭综合实验区 since 2009 that of 平潭县, 青岛西海岸新区 since 2014 (国函〔2014〕71号)
# that of 黄岛区, 舟山群岛新区 since 2011 (国函〔2011〕77号) that of 舟山市.
ZONES = {"平潭综合实验区": "350128", "青岛西海岸新区": "370211", "西海岸新区": "370211", "舟山群岛新区": "3309"}


def write_divisions(rows):
    """Provinces, prefectures and counties, once by code and once by name."""
    upper = [row for row in rows if len(row[0]) <= 6]
    by_code = [f"{c}\t{n}\t{a}\t{z}\n" for c, n, a, z in sorted(upper)]
    named = {}

    def put(key, row, sure):
        code, _, first, last = row
        old = named.get((key, code))
        first, last = (min(first, old[0]), max(last, old[1])) if old else (first, last)
        named[key, code] = (first, last, sure or (old is not None and old[2]))

    for row in upper:
        put(row[1], row, True)
        for short, sure in short_names(row[0], row[1]):
            put(short, row, sure)
    named |= {(zone, code): (row[2], row[3], True) for zone, code in ZONES.items() for row in upper if row[0] == code}
    lines = [f"{k}\t{c}\t{a}\t{z}{'' if sure else chr(9) + 'short'}\n" for (k, c), (a, z, sure) in sorted(named.items())]
    (DATA / "codes.tsv").write_text("".join(by_code), encoding="utf8")
    (DATA / "names.tsv").write_text("".join(lines), encoding="utf8")


# Where the package knows only some of an area's places, or names that are no longer in use.
AREA_CODES = {
    "010": ["11"], "020": ["4401"], "021": ["31"], "022": ["12"], "023": ["50"],
    "025": ["3201"], "027": ["4201"], "024": ["2101", "2104", "2105", "2112"], "028": ["5101", "5114", "5120"], "029": ["6101", "6104"],
    "0371": ["4101", "4102"], "0558": ["3412", "3416"], "0634": ["3712", "3701"], "0710": ["4206"],
    "0731": ["4301", "4302", "4303"], "0851": ["5201", "5203", "5204"], "0856": ["5206"], "0857": ["5205"],
    "0887": ["5334"], "0898": ["46"], "0935": ["6203", "6206"], "0937": ["6202", "6209"], "0971": ["6301", "6302"],
    "0972": ["6302"], "0335": ["1303"], "0349": ["1406"], "0580": ["3309"], "0701": ["3606"], "0772": ["4502", "4513"],
    "0774": ["4504", "4511"], "0775": ["4508", "4509"], "0892": ["5402"], "0896": ["5406", "5424"], "0897": ["5425"],
    "0993": ["6542", "659001"],
}


def write_area_codes():
    from phonenumbers.geodata import GEOCODE_DATA

    names = [line.split("\t") for line in (DATA / "names.tsv").read_text(encoding="utf8").splitlines()]
    provinces = {row[0]: row[1] for row in names if len(row[1]) == 2}
    places = [(row[0], row[1]) for row in names if len(row[1]) == 4 or len(row[1]) == 6 and len(row) == 4]
    found = defaultdict(set)
    for prefix, languages in GEOCODE_DATA.items():
        text, digits = languages.get("zh", ""), prefix.removeprefix("86")
        if not prefix.startswith("86") or digits.startswith("1") or len(digits) < 3:
            continue
        province = max((n for n in provinces if text.startswith(n)), key=len, default="")
        rest = text.removeprefix(province)
        inside = {c for n, c in places if c.startswith(provinces.get(province, "-")) and n in rest}
        found["0" + digits[:3]] |= {c for c in inside if len(c) == 4 or c[:4] not in inside}
    found = {area: {c for c in cs if len(c) == 4 or c[:4] not in cs} for area, cs in found.items()}
    found = {area: cs for area, cs in found.items() if not area.startswith("02")}
    found |= {area: set(regions) for area, regions in AREA_CODES.items()}
    lines = [f"{area}\t{' '.join(sorted(regions))}\n" for area, regions in sorted(found.items()) if regions]
    (DATA / "area-codes.tsv").write_text("".join(lines), encoding="utf8")


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["divisions", _, *_] as given:
            rows = read({int(year): path for year, path in (edition.split("=") for edition in given[1:])})
            write_divisions(rows)
            write_townships(rows)
        case ["area-codes"]:
            write_area_codes()
        case _:
            sys.exit(__doc__)
