"""Tables of results as others print them: of each kind more, of companies that do not exist."""

from __future__ import annotations

from tests.support.statement_tables import Statement

FLAT = (
    Statement(
        "flat6.txt",
        "株式会社白根製作所",
        "2025年3月期第3四半期 決算短信\n会社名 株式会社白根製作所\n(百万円未満四捨五入)\n連結経営成績(累計)\n経常利益\n売上高\n"
        "親会社株主に帰属する四半期純利益\n百万円\n%\n百万円\n%\n百万円\n%\n2025年3月期第3四半期\n2,310\n▲4.1\n30,554\n3.0\n1,588\n"
        "▲7.7\n2024年3月期第3四半期\n2,408\n18.2\n29,664\n6.6\n1,720\n20.5\n",
        "metric 2310000000 JPY\nmetric -4.1 %\nrevenue 30554000000 JPY\nmetric 3.0 %\nmetric 1588000000 JPY\nmetric -7.7 %\n"
        "metric 2408000000 JPY\nmetric 18.2 %\nrevenue 29664000000 JPY\nmetric 6.6 %\nmetric 1720000000 JPY\nmetric 20.5 %",
    ),
    Statement(
        "flat7.txt",
        "若狭水産株式会社",
        "若狭水産株式会社\n平成30年5月期 決算の概要\n連結の財政状態\n純資産\n総資産\n千円\n千円\n30年5月期\n1,204,331\n3,880,127\n"
        "29年5月期\n1,150,002\n3,702,556\n",
        "metric 1204331000 JPY\nmetric 3880127000 JPY\nmetric 1150002000 JPY\nmetric 3702556000 JPY",
    ),
    Statement(
        "flat8.txt",
        "Harrow Lane Foods plc",
        "Harrow Lane Foods plc\nInterim results\nRevenue\nOperating profit\nProfit before tax\n£m\n£m\n£m\nH1 2024\n212.4\n18.8\n"
        "15.1\nH1 2023\n201.9\n20.3\n(2.4)\n",
        "revenue 212400000 GBP\nmetric 18800000 GBP\nmetric 15100000 GBP\nrevenue 201900000 GBP\nmetric 20300000 GBP\nmetric -2400000 GBP",
    ),
    Statement(
        "flat9.txt",
        "가람제지",
        "가람제지 주식회사\n2024년 연결 실적\n매출액\n영업이익\n당기순이익\n백만원\n백만원\n백만원\n2024년\n412,300\n21,040\n13,877\n"
        "2023년\n398,120\n24,511\n16,002\n",
        "revenue 412300000000 KRW\nmetric 21040000000 KRW\nmetric 13877000000 KRW\nrevenue 398120000000 KRW\n"
        "metric 24511000000 KRW\nmetric 16002000000 KRW",
    ),
    Statement(
        "flat10.txt",
        "株式会社みさき電子",
        "株式会社みさき電子 2020年11月期 決算短信\n1.配当の状況\n1株当たり配当金\n1株当たり当期純利益\n配当性向\n円 銭\n円 銭\n"
        "%\n2020年11月期\n24.00\n88.15\n27.2\n2019年11月期\n22.00\n79.30\n27.7\n",
        "metric 24.00 JPY\nmetric 88.15 JPY\nmetric 27.2 %\nmetric 22.00 JPY\nmetric 79.30 JPY\nmetric 27.7 %",
    ),
    Statement(
        "f1.txt",
        "昭栄化成株式会社",
        "昭栄化成株式会社 2023年9月期 第2四半期決算短信\n(1) 連結経営成績\n売 上 高\n営 業 利 益\n百万円\n％\n百万円\n％\n"
        "2023年9月期第2四半期\n8,810\n5.5\n702\n△1.8\n2022年9月期第2四半期\n8,350\n－\n715\n－\n",
        "revenue 8810000000 JPY\nmetric 5.5 %\nmetric 702000000 JPY\nmetric -1.8 %\nrevenue 8350000000 JPY\nmetric 715000000 JPY",
    ),
    Statement(
        "f2.txt",
        "Dunmore Textiles plc",
        "Dunmore Textiles plc\nFull year results\nTurnover\nGross profit\nProfit after tax\n£000\n£000\n£000\nFY2023\n41,204\n"
        "12,880\n3,115\nFY2022\n39,950\n12,011\n2,870\n",
        "revenue 41204000 GBP\nmetric 12880000 GBP\nmetric 3115000 GBP\nrevenue 39950000 GBP\nmetric 12011000 GBP\nmetric 2870000 GBP",
    ),
    Statement(
        "f3.txt",
        "株式会社高瀬機械",
        "株式会社高瀬機械\n平成27年3月期決算\n経常利益 当期純利益 総資産\n百万円 百万円 百万円\n27年3月期 812 503 14,220\n"
        "26年3月期 770 488 13,904\n",
        "metric 812000000 JPY\nmetric 503000000 JPY\nmetric 14220000000 JPY\nmetric 770000000 JPY\nmetric 488000000 JPY\n"
        "metric 13904000000 JPY",
    ),
    Statement(
        "flat11.txt",
        "株式会社長峰水産",
        "2027年1月期 第1四半期決算短信〔日本基準〕（連結）\n会社名\n株式会社長峰水産\n（１）連結経営成績（累計）\n"
        "（％表示は、対前年同四半期増減率）\n売上高\n営業利益\n親会社株主に帰属する\n四半期純利益\n百万円\n％\n百万円\n％\n百万円\n％\n"
        "2027年１月期第１四半期\n6,208\n3.3\n△17\n－\n△31\n"
        "－\n2026年１月期第１四半期\n6,010\n△0.9\n105\n12.4\n66\n8.1\n",
        "revenue 6208000000 JPY\nmetric 3.3 %\nmetric -17000000 JPY\nmetric -31000000 JPY\nrevenue 6010000000 JPY\nmetric -0.9 %\n"
        "metric 105000000 JPY\nmetric 12.4 %\nmetric 66000000 JPY\nmetric 8.1 %",
    ),
)

YEARS = (
    Statement(
        "years6.html",
        "潮見食品株式会社",
        "<html><head><title>財務データ | 潮見食品株式会社</title></head>"
        "<body><h2>財務データ</h2><table><tr><th></th><th>2022/3</th><th>"
        "2021/3</th><th>2020/3</th></tr><tr><th>純利益（百万円）</th><td>"
        "1,204</td><td>△310</td><td>988</td></tr><tr><th>総資産（百万円）</th>"
        "<td>28,400</td><td>27,115</td><td>27,960</td></tr><tr><th>売上高（百万円）</th>"
        "<td>40,118</td><td>36,204</td><td>41,377</td></tr><tr><th>自己資本比率（%）</th>"
        "<td>48.2</td><td>45.9</td><td>47.7</td></tr></table></body></html>",
        "metric 1204000000 JPY\nmetric -310000000 JPY\nmetric 988000000 JPY\nmetric 28400000000 JPY\nmetric 27115000000 JPY\n"
        "metric 27960000000 JPY\nrevenue 40118000000 JPY\nrevenue 36204000000 JPY\nrevenue 41377000000 JPY\nmetric 48.2 %\n"
        "metric 45.9 %\nmetric 47.7 %",
    ),
    Statement(
        "years7.html",
        "東雲パン株式会社",
        "<html><head><title>会社情報 | 東雲パン株式会社</title></head>"
        "<body><h1>東雲パン株式会社</h1><h2>連結業績</h2><p>（単位：千円）</p>"
        "<table><tr><th>決算年月</th><th>2017年3月</th><th>2018年3月</th>"
        "<th>2019年3月</th></tr><tr><td>売上高</td><td>9,104,220</td><td>"
        "9,310,554</td><td>9,288,001</td></tr><tr><td>経常利益又は経常損失（△）</td>"
        "<td>102,331</td><td>88,120</td><td>△12,404</td></tr><tr><td>純資産額</td>"
        "<td>2,310,441</td><td>2,377,120</td><td>2,340,887</td></tr></table></body></html>",
        "revenue 9104220000 JPY\nrevenue 9310554000 JPY\nrevenue 9288001000 JPY\nmetric 102331000 JPY\nmetric 88120000 JPY\n"
        "metric -12404000 JPY\nmetric 2310441000 JPY\nmetric 2377120000 JPY\nmetric 2340887000 JPY",
    ),
    Statement(
        "years8.html",
        "Carrow Mining Ltd",
        "<html><head><title>Carrow Mining Ltd | Investors</title></head>"
        "<body><h1>Carrow Mining Ltd</h1><h2>Financial summary</h2><p>"
        "All amounts in A$ thousands unless stated</p><table><tr><th>Year</th>"
        "<th>Revenue</th><th>EBITDA</th><th>Net profit</th></tr><tr><td>"
        "2024</td><td>88,204</td><td>21,330</td><td>9,117</td></tr><tr>"
        "<td>2023</td><td>79,556</td><td>18,004</td><td>(1,208)</td></tr>"
        "<tr><td>2022</td><td>91,020</td><td>30,112</td><td>14,880</td></tr></table></body></html>",
        "revenue 88204000 AUD\nmetric 21330000 AUD\nmetric 9117000 AUD\nrevenue 79556000 AUD\nmetric 18004000 AUD\n"
        "metric -1208000 AUD\nrevenue 91020000 AUD\nmetric 30112000 AUD\nmetric 14880000 AUD",
    ),
    Statement(
        "years9.html",
        "두리기계",
        "<html><head><title>주요 재무 정보 | 두리기계 주식회사</title>"
        "</head><body><h2>주요 재무 정보</h2><table><tr><th></th><th>2021년</th>"
        "<th>2022년</th><th>2023년</th></tr><tr><th>당기순이익(억원)</th>"
        "<td>88</td><td>102</td><td>-14</td></tr><tr><th>매출액(억원)</th>"
        "<td>2,104</td><td>2,310</td><td>2,288</td></tr><tr><th>부채비율(%)</th>"
        "<td>81.2</td><td>77.0</td><td>90.4</td></tr></table></body></html>",
        "metric 8800000000 KRW\nmetric 10200000000 KRW\nmetric -1400000000 KRW\nrevenue 210400000000 KRW\n"
        "revenue 231000000000 KRW\nrevenue 228800000000 KRW\nmetric 81.2 %\nmetric 77.0 %\nmetric 90.4 %",
    ),
    Statement(
        "years10.html",
        "北浜建設株式会社",
        "<html><head><title>業績ハイライト | 北浜建設株式会社</title></head>"
        "<body><h2>業績ハイライト</h2><table><tr><th></th><th>第58期</th>"
        "<th>第59期</th><th>第60期</th></tr><tr><th>受注高（億円）</th>"
        "<td>310</td><td>288</td><td>355</td></tr><tr><th>完成工事高（億円）</th>"
        "<td>290</td><td>301</td><td>312</td></tr><tr><th>従業員数（名）</th>"
        "<td>640</td><td>655</td><td>671</td></tr><tr><th>1株当たり配当金（円）</th>"
        "<td>30</td><td>30</td><td>35</td></tr></table></body></html>",
        "metric 31000000000 JPY\nmetric 28800000000 JPY\nmetric 35500000000 JPY\nrevenue 29000000000 JPY\n"
        "revenue 30100000000 JPY\nrevenue 31200000000 JPY\nmetric 640 -\nmetric 655 -\nmetric 671 -\nmetric 30 JPY\n"
        "metric 30 JPY\nmetric 35 JPY",
    ),
    Statement(
        "y1.html",
        "朝日野酒造株式会社",
        "<html><head><title>業績推移｜朝日野酒造株式会社</title></head>"
        "<body><h1>業績推移</h1><table><thead><tr><th rowspan=2>科目</th>"
        "<th colspan=3>連結（百万円）</th></tr><tr><th>2022年9月期</th>"
        "<th>2023年9月期</th><th>2024年9月期</th></tr></thead><tbody><tr>"
        "<th>売上高</th><td>5,120</td><td>5,404</td><td>5,610</td></tr>"
        "<tr><th>営業利益</th><td>210</td><td>▲35</td><td>188</td></tr></tbody></table></body></html>",
        "revenue 5120000000 JPY\nrevenue 5404000000 JPY\nrevenue 5610000000 JPY\nmetric 210000000 JPY\nmetric -35000000 JPY\n"
        "metric 188000000 JPY",
    ),
    Statement(
        "y2.html",
        "Pennard Water plc",
        "<html><head><title>Ten-year summary | Pennard Water plc</title>"
        "</head><body><h2>Ten-year summary</h2><table><tr><th></th><th>"
        "2019</th><th>2020</th><th>2021</th></tr><tr><th>Capital expenditure "
        "(£m)</th><td>41.2</td><td>38.8</td><td>44.0</td></tr><tr><th>"
        "Revenue (£m)</th><td>210.4</td><td>215.9</td><td>220.1</td></tr>"
        "<tr><th>Gearing (%)</th><td>61</td><td>62</td><td>60</td></tr>"
        "<tr><th>Average number of employees</th><td>1,204</td><td>1,233</td><td>1,241</td></tr></table></body></html>",
        "spending 41200000 GBP\nspending 38800000 GBP\nspending 44000000 GBP\nrevenue 210400000 GBP\nrevenue 215900000 GBP\n"
        "revenue 220100000 GBP\nmetric 61 %\nmetric 62 %\nmetric 60 %\nmetric 1204 -\nmetric 1233 -\nmetric 1241 -",
    ),
    Statement(
        "y3.html",
        "한솔물류 주식회사",
        "<html><head><title>요약 재무제표 | 한솔물류 주식회사</title></head>"
        "<body><h2>요약 재무제표</h2><table><tr><th></th><th>2022.12</th>"
        "<th>2023.12</th><th>2024.12</th></tr><tr><th>자산총계 (백만원)</th>"
        "<td>310,220</td><td>322,104</td><td>330,018</td></tr><tr><th>"
        "매출액 (백만원)</th><td>410,554</td><td>402,330</td><td>433,902</td>"
        "</tr><tr><th>영업이익률 (%)</th><td>4.4</td><td>3.9</td><td>5.1</td></tr></table></body></html>",
        "metric 310220000000 KRW\nmetric 322104000000 KRW\nmetric 330018000000 KRW\nrevenue 410554000000 KRW\n"
        "revenue 402330000000 KRW\nrevenue 433902000000 KRW\nmetric 4.4 %\nmetric 3.9 %\nmetric 5.1 %",
    ),
)

REPORTS = (
    Statement(
        "report6.md",
        "赤城通商",
        "# 赤城通商（8899）の分析\n\n## 基本情報\n\n| 項目 | 数値 |\n|:--|:--|\n| 時価総額 | 812億円 |\n| PER | 11.4倍 |\n"
        "| PBR | 0.8倍 |\n| 配当利回り | 3.6% |\n| 従業員数 | 1,820名（連結） |\n\n## 業績\n\n| | 売上高 | 営業利益 | 純利益 |\n"
        "|---|---|---|---|\n| 2024/3 | 2,104億円 | 88億円 | 61億円 |\n| 2025/3 | 2,230億円 | 95億円 | 66億円 |\n",
        "valuation 81200000000 JPY\nmetric 11.4 -\nmetric 0.8 -\nmetric 3.6 %\nmetric 1820 person\nrevenue 210400000000 JPY\n"
        "metric 8800000000 JPY\nmetric 6100000000 JPY\nrevenue 223000000000 JPY\nmetric 9500000000 JPY\nmetric 6600000000 JPY",
    ),
    Statement(
        "report7.md",
        "Oakmoor Labs",
        "# Oakmoor Labs: company profile\n\nOakmoor Labs makes sensors.\n\n| Attribute | Value |\n|---|---|\n"
        "| Headcount | 412 |\n| ARR | $38 million |\n| Gross margin | 71% |\n| Total funding | $120 million |\n"
        "| Valuation | $600 million |\n",
        "metric 412 -\nmetric 38000000 USD\nmetric 71 %\nfunding_total 120000000 USD\nvaluation 600000000 USD",
    ),
    Statement(
        "report8.md",
        "다온식품",
        "# 다온식품 기업 분석\n\n다온식품은 냉동식품을 만든다.\n\n| 구분 | 2023년 | 2024년 |\n|---|---|---|\n"
        "| 매출액 | 3,104억원 | 3,310억원 |\n| 영업이익 | 188억원 | 204억원 |\n| 영업이익률 | 6.1% | 6.2% |\n",
        "revenue 310400000000 KRW\nrevenue 331000000000 KRW\nmetric 18800000000 KRW\nmetric 20400000000 KRW\nmetric 6.1 %\nmetric 6.2 %",
    ),
    Statement(
        "report9.md",
        "霧島ガス",
        "# 霧島ガス株式会社\n\n霧島ガスは都市ガスを売る。\n\n- 売上高：480億円\n- 営業利益：31億円\n- 自己資本比率：52.0%\n"
        "- 従業員数：910人\n\n| 指標 | 前期 | 今期予想 |\n|---|---|---|\n| 経常利益（百万円） | 3,012 | 3,200〜3,400 |\n"
        "| EPS（円） | 118.2 | 125（会社計画） |\n",
        "revenue 48000000000 JPY\nmetric 3100000000 JPY\nmetric 52.0 %\nmetric 910 person\nmetric 3012000000 JPY\n"
        "metric 3200000000 JPY\nmetric 118.2 JPY\nmetric 125 JPY",
    ),
    Statement(
        "report10.md",
        "Ferris & Vale",
        "# Ferris & Vale Group: earnings summary\n\n| | Q2 2025 | Q2 2024 |\n|---|---|---|\n"
        "| Net revenue ($ thousand) | 44,120 | 40,887 |\n| Adjusted EBITDA ($ thousand) | 6,310 | 5,902 |\n"
        "| Active customers (thousand) | 812 | 790 |\n| Churn | 2.1% | 2.4% |\n",
        "revenue 44120000 USD\nrevenue 40887000 USD\nmetric 6310000 USD\nmetric 5902000 USD\nmetric 812000 -\nmetric 790000 -\n"
        "metric 2.1 %\nmetric 2.4 %",
    ),
    Statement(
        "r1.md",
        "日向ロボティクス",
        "# 日向ロボティクス（4999）レポート\n\n## 主要指標\n\n| 指標 | 2023/12 | 2024/12 | 前年比 |\n|:--|--:|--:|--:|\n"
        "| 売上高（百万円） | 4,410 | 5,220 | +18.4% |\n| 営業利益（百万円） | 302 | 410 | +35.8% |\n"
        "| 営業利益率 | 6.8% | 7.9% | +1.1pt |\n| 従業員数（人） | 188 | 214 | +13.8% |\n",
        "revenue 4410000000 JPY\nrevenue 5220000000 JPY\nmetric 18.4 %\nmetric 302000000 JPY\nmetric 410000000 JPY\n"
        "metric 35.8 %\nmetric 6.8 %\nmetric 7.9 %\nmetric 1.1 %\nmetric 188 person\nmetric 214 person\nmetric 13.8 %",
    ),
    Statement(
        "r2.md",
        "Tarn Analytics",
        "# Tarn Analytics — quick facts\n\nTarn Analytics sells dashboards.\n\n**Financials**\n\n- **ARR:** $14.2M\n"
        "- **Net revenue retention:** 118%\n- **Customers:** 1,310\n- **Gross margin:** 74%\n- **Burn:** $0.6M a month\n",
        "metric 14200000 USD\nmetric 118 %\nmetric 1310 -\nmetric 74 %\nmetric 600000 USD",
    ),
)

BROKERS = (
    Statement(
        "broker6.md",
        "Nuri Semicon",
        "# Nuri Semicon (089900)\n## 2Q preview\n\n- Nuri Semicon should report better numbers.\n\n## SUMMARY\n\n"
        "| (KRWb) | 2Q25E | y-y (%) | q-q (%) |\n|---|---|---|---|\n| Operating profit | 61.2 | 14.0 | (3.3) |\n"
        "| Sales | 512.0 | 8.8 | 2.1 |\n| Net profit | 44.0 | 20.1 | 1.9 |\n\n**Per share data (KRW)**\n- EPS: 2,104 | 2,530\n"
        "- DPS: 400 | 450\n",
        "metric 61200000000 KRW\nmetric 14.0 %\nmetric -3.3 %\nrevenue 512000000000 KRW\nmetric 8.8 %\nmetric 2.1 %\n"
        "metric 44000000000 KRW\nmetric 20.1 %\nmetric 1.9 %\nmetric 2104 KRW\nmetric 2530 KRW\nmetric 400 KRW\nmetric 450 KRW",
    ),
    Statement(
        "broker7.md",
        "Hanbit Retail",
        "# Hanbit Retail (007700)\n\nHanbit Retail runs 310 stores.\n\n| Valuation | 2024 | 2025E | 2026E |\n"
        "|---|---|---|---|\n| PER (x) | 9.9 | 8.7 | 7.9 |\n| PBR (x) | 0.7 | 0.6 | 0.6 |\n"
        "| Dividend yield (%) | 4.1 | 4.4 | 4.8 |\n| ROE (%) | 7.2 | 7.9 | 8.3 |\n",
        "metric 9.9 -\nmetric 8.7 -\nmetric 7.9 -\nmetric 0.7 -\nmetric 0.6 -\nmetric 0.6 -\nmetric 4.1 %\nmetric 4.4 %\n"
        "metric 4.8 %\nmetric 7.2 %\nmetric 7.9 %\nmetric 8.3 %",
    ),
    Statement(
        "broker8.md",
        "Meridian Rail",
        "# Meridian Rail: model update\n\nWe raise our price target on Meridian Rail.\n\n"
        "| Year to March ($m) | FY25 | FY26E | FY27E |\n|---|---|---|---|\n| Net debt | 310.0 | 288.4 | 251.1 |\n"
        "| Revenue | 1,204.5 | 1,288.0 | 1,350.2 |\n| EBIT | 144.1 | 160.3 | 171.9 |\n",
        "metric 310000000 USD\nmetric 288400000 USD\nmetric 251100000 USD\nrevenue 1204500000 USD\nrevenue 1288000000 USD\n"
        "revenue 1350200000 USD\nmetric 144100000 USD\nmetric 160300000 USD\nmetric 171900000 USD",
    ),
    Statement(
        "broker9.md",
        "세림화학",
        "# 세림화학 (012300)\n\n세림화학의 2분기 실적은 양호했다.\n\n| (십억원) | 2023 | 2024 | 2025E |\n|---|---|---|---|\n"
        "| 영업이익 | 41 | 48 | 55 |\n| 매출액 | 610 | 655 | 702 |\n| 순이익 | 30 | 35 | 41 |\n",
        "metric 41000000000 KRW\nmetric 48000000000 KRW\nmetric 55000000000 KRW\nrevenue 610000000000 KRW\n"
        "revenue 655000000000 KRW\nrevenue 702000000000 KRW\nmetric 30000000000 KRW\nmetric 35000000000 KRW\n"
        "metric 41000000000 KRW",
    ),
    Statement(
        "broker10.md",
        "白鳥精機",
        "# 白鳥精機（6666）アナリストノート\n\n白鳥精機の投資判断を据え置く。\n\n"
        "| 決算期（億円） | 売上高 | 営業利益 | EPS（円） | PER（倍） |\n|---|---|---|---|---|\n"
        "| 24/3実績 | 1,210 | 98 | 141.0 | 12.1 |\n| 25/3予想 | 1,300 | 112 | 160.2 | 10.6 |\n",
        "revenue 121000000000 JPY\nmetric 9800000000 JPY\nmetric 141.0 JPY\nmetric 12.1 -\nrevenue 130000000000 JPY\n"
        "metric 11200000000 JPY\nmetric 160.2 JPY\nmetric 10.6 -",
    ),
    Statement(
        "b1.md",
        "Boram Heavy",
        "# Boram Heavy (042660)\n\nBoram Heavy won two orders.\n\n| (KRWb) | 1Q24 | 4Q24 | 1Q25 | % y-y | % q-q |\n"
        "|---|---|---|---|---|---|\n| Revenue | 1,810 | 2,004 | 1,990 | 9.9 | (0.7) |\n"
        "| Operating profit | 88 | 101 | 120 | 36.4 | 18.8 |\n| OPM (%) | 4.9 | 5.0 | 6.0 | | |\n",
        "revenue 1810000000000 KRW\nrevenue 2004000000000 KRW\nrevenue 1990000000000 KRW\nmetric 9.9 %\nmetric -0.7 %\n"
        "metric 88000000000 KRW\nmetric 101000000000 KRW\nmetric 120000000000 KRW\nmetric 36.4 %\nmetric 18.8 %\nmetric 4.9 %\n"
        "metric 5.0 %\nmetric 6.0 %",
    ),
    Statement(
        "b2.md",
        "緑川電機",
        "# 緑川電機（6555）業績予想の修正\n\n緑川電機の予想を引き上げる。\n\n| （十億円） | 24/3A | 25/3E | 26/3E |\n"
        "|---|---|---|---|\n| 売上高 | 310.2 | 325.0 | 340.1 |\n| 営業利益 | 24.4 | 27.1 | 29.8 |\n"
        "| 純利益 | 16.0 | 18.2 | 20.1 |\n| EPS（円） | 88.1 | 100.2 | 110.7 |\n",
        "revenue 310200000000 JPY\nrevenue 325000000000 JPY\nrevenue 340100000000 JPY\nmetric 24400000000 JPY\n"
        "metric 27100000000 JPY\nmetric 29800000000 JPY\nmetric 16000000000 JPY\nmetric 18200000000 JPY\n"
        "metric 20100000000 JPY\nmetric 88.1 JPY\nmetric 100.2 JPY\nmetric 110.7 JPY",
    ),
)

RELEASES = (
    Statement(
        "release6.md",
        "Bramble Networks",
        "Bramble Networks Reports Fourth Quarter Results\n\n"
        "Tampa, Feb. 11, 2025 – Bramble Networks, Inc. reported results.\n\nThree Months Ended | Twelve Months Ended\n"
        "December 31, 2024 | December 31, 2023 | December 31, 2024 | December 31, 2023\n"
        "Net income ($M) | 12.2 | 9.8 | 44.0 | 39.1\nRevenue ($M) | 120.4 | 111.0 | 460.1 | 430.9\n",
        "metric 12200000 USD\nmetric 9800000 USD\nmetric 44000000 USD\nmetric 39100000 USD\nrevenue 120400000 USD\n"
        "revenue 111000000 USD\nrevenue 460100000 USD\nrevenue 430900000 USD",
    ),
    Statement(
        "release7.txt",
        "Quillon Corporation",
        "QUILLON CORPORATION REPORTS THIRD QUARTER RESULTS\n\n"
        "Quillon Corporation today announced its results for the quarter.\n\n(Dollars in millions)\n"
        "                             Three months ended Sept. 30\n                                1997        1996\n"
        "Revenues                      $412.3      $388.1\nOperating income                40.2        36.6\n"
        "Net income                      24.4        21.0\nEarnings per share             $0.61       $0.52\n",
        "revenue 412300000 USD\nrevenue 388100000 USD\nmetric 40200000 USD\nmetric 36600000 USD\nmetric 24400000 USD\n"
        "metric 21000000 USD\nmetric 0.61 USD\nmetric 0.52 USD",
    ),
    Statement(
        "release8.md",
        "三河ホールディングス",
        "# 三河ホールディングス、2025年3月期の連結業績を発表\n\n三河ホールディングス株式会社は本日、決算を発表した。\n\n"
        "|  | 当期 | 前期 | 増減率 |\n|---|---|---|---|\n| 経常利益 | 41億円 | 38億円 | 7.9% |\n"
        "| 売上高 | 880億円 | 851億円 | 3.4% |\n| 純利益 | 26億円 | 25億円 | 4.0% |\n",
        "metric 4100000000 JPY\nmetric 3800000000 JPY\nmetric 7.9 %\nrevenue 88000000000 JPY\nrevenue 85100000000 JPY\n"
        "metric 3.4 %\nmetric 2600000000 JPY\nmetric 2500000000 JPY\nmetric 4.0 %",
    ),
    Statement(
        "release9.md",
        "Tollgate Energy",
        "# Tollgate Energy announces half-year results\n\nTollgate Energy Limited today announced its half-year results.\n\n"
        "| US$ million | 1H FY25 | 1H FY24 | Change % |\n|---|---|---|---|\n| EBITDA | 88.1 | 92.3 | -4.6 |\n"
        "| Sales revenue | 301.2 | 310.0 | -2.8 |\n| Net profit after tax | 31.0 | 35.5 | -12.7 |\n"
        "| Free cash flow | 22.1 | 18.0 | 22.8 |\n",
        "metric 88100000 USD\nmetric 92300000 USD\nmetric -4.6 %\nrevenue 301200000 USD\nrevenue 310000000 USD\nmetric -2.8 %\n"
        "metric 31000000 USD\nmetric 35500000 USD\nmetric -12.7 %\nmetric 22100000 USD\nmetric 18000000 USD\nmetric 22.8 %",
    ),
    Statement(
        "release10.md",
        "온누리제약",
        "# 온누리제약, 3분기 실적 발표\n\n온누리제약은 3분기 실적을 발표했다.\n\n"
        "| 구분 | 2024년 3분기 | 2023년 3분기 | 증감률 |\n|---|---|---|---|\n| 영업이익 | 61억원 | 55억원 | 10.9% |\n"
        "| 매출 | 812억원 | 770억원 | 5.5% |\n| 순이익 | 44억원 | 41억원 | 7.3% |\n",
        "metric 6100000000 KRW\nmetric 5500000000 KRW\nmetric 10.9 %\nrevenue 81200000000 KRW\nrevenue 77000000000 KRW\n"
        "metric 5.5 %\nmetric 4400000000 KRW\nmetric 4100000000 KRW\nmetric 7.3 %",
    ),
    Statement(
        "l1.md",
        "Corran Systems",
        "Corran Systems Announces Second Quarter Fiscal 2025 Results\n\n"
        "Austin, Aug. 4, 2025 – Corran Systems, Inc. today announced results.\n\n"
        "| (In thousands, except per share) | Q2 FY25 | Q2 FY24 |\n|---|---|---|\n| Total revenue | $ 88,410 | $ 81,204 |\n"
        "| Operating loss | (4,110) | (6,330) |\n| Net loss | (3,902) | (6,015) |\n"
        "| Net loss per share | $ (0.12) | $ (0.19) |\n",
        "revenue 88410000 USD\nrevenue 81204000 USD\nmetric -4110000 USD\nmetric -6330000 USD\nmetric -3902000 USD\n"
        "metric -6015000 USD\nmetric -0.12 USD\nmetric -0.19 USD",
    ),
    Statement(
        "l2.txt",
        "Elgin Foods",
        "Elgin Foods Reports Year-End Results\n\nElgin Foods Inc. today reported its results for 1999.\n\n"
        "                          Year ended December 31,\n(Thousands of dollars)       1999          1998\n"
        "Net sales                $310,220      $298,114\nNet earnings               12,330        10,018\n\n"
        "Total assets              201,440       195,006\n",
        "revenue 310220000 USD\nrevenue 298114000 USD\nmetric 12330000 USD\nmetric 10018000 USD\nmetric 201440000 USD\n"
        "metric 195006000 USD",
    ),
)

FURTHER = {"flattened": FLAT, "years": YEARS, "report": REPORTS, "broker": BROKERS, "release": RELEASES}
