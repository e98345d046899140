//! Documents, decisions, information disclosed, fees.

use super::states;

#[test]
fn documents() {
    states(&[
        (
            "本年制发行政规范性文件6件、废止0件，现行有效33件，全部集中公开。",
            "documents_issued=6 documents_repealed=0 documents_in_force=33",
        ),
        ("行政规范性文件管理方面，截至年底现行有效124件。", "documents_in_force=124"),
        (
            "共制定规范性文件0件，废止规范性文件0件，现行有效的规范性文件0件。",
            "documents_issued=0 documents_repealed=0 documents_in_force=0",
        ),
        ("全年出台行政规范性文件3件。", "documents_issued=3"),
        ("印发规范性文件3件，废止2件。", "documents_issued=3 documents_repealed=2"),
        ("制定并公布行政规范性文件三件。", "documents_issued=3"),
        ("全年废止行政规范性文件2件。", "documents_repealed=2"),
        ("现行有效行政规范性文件5件。", "documents_in_force=5"),
        ("行政规范性文件现行有效5件。", "documents_in_force=5"),
        ("制发5件行政规范性文件。", "documents_issued=5"),
        ("主动公开规章13件，行政规范性文件60件。", ""),
        ("修订行政规范性文件3件。", ""),
        ("制定和废止规范性文件5件。", ""),
        ("发布规范性文件解读材料5篇。", ""),
        (
            "清理规范性文件12件，其中废止3件、修改2件、继续有效7件。",
            "documents_repealed=3 documents_in_force=7",
        ),
        (
            "清理并集中发布现行有效行政规范性文件393件，动态更新本年度制发的规范性文件77件。",
            "documents_in_force=393 documents_issued=77",
        ),
        ("未制发行政规范性文件。", "documents_issued=0"),
        ("本年度未出台、废止行政规范性文件。", "documents_issued=0 documents_repealed=0"),
        ("未制发行政规范性文件解读。", ""),
    ]);
}

#[test]
fn decisions() {
    states(&[
        (
            "全年作出行政许可决定0件、行政处罚决定0件、行政强制决定57944件。",
            "licences=0 penalties=0 coercive_measures=57944",
        ),
        ("行政处罚决定1092件全部按期公示。", "penalties=1092"),
        ("办理行政许可1200件，行政处罚35件。", "licences=1200 penalties=35"),
        ("公示行政处罚信息12条。", ""),
        ("公开行政许可事项35项。", ""),
        ("行政许可、行政处罚共12件。", ""),
    ]);
}

#[test]
fn disclosed() {
    states(&[
        ("我镇累计主动公开政府信息1374条。", "disclosed_total=1374"),
        ("累计主动公开各类信息22960条，较2022年增加5.55%。", "disclosed_total=22960"),
        (
            "全年通过政府门户网站主动公开信息40814条，其中部门动态5303条、政策文件3378条。",
            "disclosed_website=40814",
        ),
        ("依托微信公众号推送信息5565条，阅读量约55万人次。", "disclosed_wechat=5565"),
        (
            "全年共主动公开政府信息2645条，其中政府网站公开2000条，微信公众号公开500条，政务微博发布145条。",
            "disclosed_total=2645 disclosed_website=2000 disclosed_wechat=500 disclosed_weibo=145",
        ),
        ("我苏木主动公开143条信息。", "disclosed_total=143"),
        ("信息更新53条。", ""),
        (
            "全盟各级行政部门主动公开政府信息65371条，其中通过各级政府、政府部门门户网站公开政府信息52042条。",
            "disclosed_total=65371 disclosed_website=52042",
        ),
        ("主动公开政府信息1.2万条。", "disclosed_total=12000"),
        ("主动公开政府信息5500余条。", ""),
        ("主动公开财政预决算信息12条。", ""),
        ("政府公报刊登文件30件。", ""),
        ("我镇2023年度主动公开政府信息共70条，工作动态66条，其他信息4条。", "disclosed_total=70"),
    ]);
}

#[test]
fn fees() {
    states(&[
        ("本年度收取信息处理费0元。", "handling_fee=0"),
        ("2023年依申请公开信息处理费收费0元。", "handling_fee=0"),
        ("全年收取政府信息公开信息处理费3940元。", "handling_fee=3940"),
        ("全年依申请公开收取信息处理费共560元，减免0元。", "handling_fee=560"),
        ("本年度未收取信息处理费。", "handling_fee=0"),
        ("2023年度没有收取信息处理费。", "handling_fee=0"),
        ("信息处理费收取金额为0.35万元。", "handling_fee=0.35"),
        (
            "按照《政府信息公开信息处理费管理办法》的规定，本年度未发出收费通知，未收取信息处理费。",
            "handling_fee=0",
        ),
        ("未收取政府信息公开信息处理费。", "handling_fee=0"),
        ("2023年，区政府国资局未收取信息处理费。", "handling_fee=0"),
        ("本年度无信息处理费。", "handling_fee=0"),
        ("信息处理费为0元。", "handling_fee=0"),
        ("未产生信息处理费。", "handling_fee=0"),
        ("未向申请人收取任何费用。", "handling_fee=0"),
        ("行政事业性收费350万元。", ""),
    ]);
}
