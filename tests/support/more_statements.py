"""Tables of results as others print them again: of each kind five more, written after the grid was, other in words, units and order."""

from __future__ import annotations

from tests.support.statement_tables import Statement

FLAT = (
    Statement(
        "flat11.txt",
        "株式会社常盤化学",
        "2023年12月期 決算短信〔IFRS〕(連結)\n会社名 株式会社常盤化学\n(百万円未満切捨て)\n1.連結業績\n売上収益\n営業利益\n"
        "親会社の所有者に帰属する当期利益\n百万円\n%\n百万円\n%\n百万円\n%\n2023年12月期\n71,204\n8.1\n5,930\n△3.3\n4,015\n"
        "12.6\n2022年12月期\n65,869\n2.0\n6,132\n17.4\n3,566\n△5.0\n",
        "revenue 71204000000 JPY\nmetric 8.1 %\nmetric 5930000000 JPY\nmetric -3.3 %\nmetric 4015000000 JPY\nmetric 12.6 %\n"
        "revenue 65869000000 JPY\nmetric 2.0 %\nmetric 6132000000 JPY\nmetric 17.4 %\nmetric 3566000000 JPY\nmetric -5.0 %",
    ),
    Statement(
        "flat12.txt",
        "豊川金属株式会社",
        "豊川金属株式会社\n令和2年3月期 決算短信\n(2)連結財政状態\n総資産\n純資産\n自己資本比率\n1株当たり純資産\n百万円\n"
        "百万円\n%\n円 銭\n2年3月期\n30,118\n18,004\n59.8\n1,802.15\n31年3月期\n29,406\n17,220\n58.6\n1,724.40\n",
        "metric 30118000000 JPY\nmetric 18004000000 JPY\nmetric 59.8 %\nmetric 1802.15 JPY\nmetric 29406000000 JPY\n"
        "metric 17220000000 JPY\nmetric 58.6 %\nmetric 1724.40 JPY",
    ),
    Statement(
        "flat13.txt",
        "Northcott Dairies plc",
        "Northcott Dairies plc\nHalf year report\nSales\nAdjusted EBITDA\nNet debt\n€m\n€m\n€m\nH1 2022\n318.0\n27.5\n101.2\n"
        "H1 2021\n301.6\n25.9\n118.7\n",
        "revenue 318000000 EUR\nmetric 27500000 EUR\nmetric 101200000 EUR\nrevenue 301600000 EUR\nmetric 25900000 EUR\n"
        "metric 118700000 EUR",
    ),
    Statement(
        "flat14.txt",
        "한빛정공",
        "한빛정공 주식회사\n2022년 실적\n매출액\n영업이익\n순이익\n억원\n억원\n억원\n2022년\n5,120\n302\n211\n2021년\n4,880\n288\n190\n",
        "revenue 512000000000 KRW\nmetric 30200000000 KRW\nmetric 21100000000 KRW\nrevenue 488000000000 KRW\n"
        "metric 28800000000 KRW\nmetric 19000000000 KRW",
    ),
    Statement(
        "flat15.txt",
        "株式会社湊運送",
        "株式会社湊運送\n2018年8月期第3四半期決算短信\n売上高 営業利益 四半期純利益\n百万円 ％ 百万円 ％ 百万円 ％\n"
        "2018年8月期第3四半期 9,118 2.2 410 △11.0 266 △9.4\n2017年8月期第3四半期 8,922 4.8 461 6.1 294 3.0\n",
        "revenue 9118000000 JPY\nmetric 2.2 %\nmetric 410000000 JPY\nmetric -11.0 %\nmetric 266000000 JPY\nmetric -9.4 %\n"
        "revenue 8922000000 JPY\nmetric 4.8 %\nmetric 461000000 JPY\nmetric 6.1 %\nmetric 294000000 JPY\nmetric 3.0 %",
    ),
)

YEARS = (
    Statement(
        "years11.html",
        "株式会社葉山薬品",
        "<html><head><title>5ヵ年の業績 | 株式会社葉山薬品</title></head><b"
        "ody><h2>5ヵ年の業績</h2><table><tr><th></th><th>2020年2月期</th><th>2021年2月期</th><th>2022年2月期</th><th"
        ">2023年2月期</th></tr><tr><th>営業利益（百万円）</th><td>1,204</td><td>1,311</td><"
        "td>980</td><td>1,455</td></tr><tr><th>売上高（百万円）</th><td>30,220</td><td>31,804</td><td>29,930</td><td>33,00"
        "1</td></tr><tr><th>ROE（%）</th><td>7.1</td><td>7.4</td><td>5.5</td><td>8.0</td></tr></table></body></html>",
        "metric 1204000000 JPY\nmetric 1311000000 JPY\nmetric 980000000 JPY\nmetric 1455000000 JPY\nrevenue 30220000000 JPY\n"
        "revenue 31804000000 JPY\nrevenue 29930000000 JPY\nrevenue 33001000000 JPY\nmetric 7.1 %\nmetric 7.4 %\n"
        "metric 5.5 %\nmetric 8.0 %",
    ),
    Statement(
        "years12.html",
        "Tarn Outdoor Group plc",
        "<html><head><title>Financial record | Tarn Outdoor Group pl"
        "c</title></head><body><h1>Tarn Outdoor Group plc</h1><h2>Financial record</h2><p>£ million</p><table><the"
        "ad><tr><th></th><th>FY21</th><th>FY22</th><th>FY23</th></tr></thead><tbody><tr"
        "><td>Gross profit</td><td>66.2</td><td>71.8</td><td>70.1</t"
        "d></tr><tr><td>Profit before tax</td><td>12.4</td><td>(3.0)</td><td>9.9</td></tr><tr><td>"
        "Revenue</td><td>188.5</td><td>201.3</td><td>207.7</td></tr></tbody></table></body></html>",
        "metric 66200000 GBP\nmetric 71800000 GBP\nmetric 70100000 GBP\nmetric 12400000 GBP\nmetric -3000000 GBP\n"
        "metric 9900000 GBP\nrevenue 188500000 GBP\nrevenue 201300000 GBP\nrevenue 207700000 GBP",
    ),
    Statement(
        "years13.html",
        "株式会社有明ホテルズ",
        "<html><head><title>業績推移 | 株式会社有明ホテルズ</title></head><body><h2>業績推移</h2><table><tr><th></"
        "th><th>第31期</th><th>第32期</th><th>第33期</th></tr><tr><th>客室数（室）</th>"
        "<td>410</td><td>410</td><td>460</td></tr><tr><th>売上高（百万円）</th><td>2,880</td><td>3,040</td><td>3,310"
        "</td></tr><tr><th>当期純損失（△）（百万円）</th><td>△120</td><td>△44</td><td>△9</td></tr></table></body></html>",
        "metric 410 -\nmetric 410 -\nmetric 460 -\nrevenue 2880000000 JPY\nrevenue 3040000000 JPY\nrevenue 3310000000 JPY\n"
        "metric -120000000 JPY\nmetric -44000000 JPY\nmetric -9000000 JPY",
    ),
    Statement(
        "years14.html",
        "Ravenna Cement SpA",
        "<html><body><h1>Ravenna Cement SpA</h1><h2>Key figures</h2><table><tr><th>EUR million</th><th>2019</th><th>2020"
        "</th><th>2021</th></tr><tr><td>Net sales</td><td>704.1</td><td>655.0</td><td>731.8<"
        "/td></tr><tr><td>EBITDA margin (%)</td><td>17.2</td><td>16.9</t"
        "d><td>18.4</td></tr><tr><td>Net profit</td><td>48.1</td><td>33.0</td><td>57.7</td></tr><tr><td"
        ">Employees (year-end)</td><td>2,904</td><td>2,811</td><td>2,877</td></tr></table></body></html>",
        "revenue 704100000 EUR\nrevenue 655000000 EUR\nrevenue 731800000 EUR\nmetric 17.2 %\nmetric 16.9 %\nmetric 18.4 %\n"
        "metric 48100000 EUR\nmetric 33000000 EUR\nmetric 57700000 EUR\nmetric 2904 -\nmetric 2811 -\nmetric 2877 -",
    ),
    Statement(
        "years15.html",
        "새길건설",
        "<html><head><title>최근 3년 재무정보 | 주식회사 새길건설</title"
        "></head><body><h2>최근 3년 재무정보</h2><table><tr><th></th><th>2020년</th><th>2021년</th><th"
        ">2022년</th></tr><tr><th>매출액(백만원)</th><td>88,120</td><td>91,004<"
        "/td><td>90,233</td></tr><tr><th>영업이익(백만원)</th><td>4,102</td><td>3,980</td><td>4,410</td></tr><t"
        "r><th>자산총계(백만원)</th><td>120,330</td><td>124,811</td><td>131,002</td></tr></table></body></html>",
        "revenue 88120000000 KRW\nrevenue 91004000000 KRW\nrevenue 90233000000 KRW\nmetric 4102000000 KRW\n"
        "metric 3980000000 KRW\nmetric 4410000000 KRW\nmetric 120330000000 KRW\nmetric 124811000000 KRW\n"
        "metric 131002000000 KRW",
    ),
)

REPORTS = (
    Statement(
        "report11.md",
        "雲仙ケミカル",
        "# 雲仙ケミカル（4888）個別銘柄レポート\n\n## 概要\n\n| 項目 | データ |\n|---|---|\n| 時価総額 | 1,020億円 |\n"
        "| PBR | 1.3倍 |\n| 自己資本比率 | 61.0% |\n| 従業員数 | 連結2,204名 |\n\n## 事業別売上（2024/12期）\n\n"
        "| 事業 | 売上高（億円） | 構成比 |\n|---|---|---|\n| 樹脂 | 410 | 51.0% |\n| 塗料 | 394 | 49.0% |\n"
        "| 合計 | 804 | 100.0% |\n",
        "valuation 102000000000 JPY\nmetric 1.3 -\nmetric 61.0 %\nmetric 2204 person\nmetric 41000000000 JPY\nmetric 51.0 %\n"
        "metric 39400000000 JPY\nmetric 49.0 %\nrevenue 80400000000 JPY",
    ),
    Statement(
        "report12.md",
        "Lumen Payroll",
        "# Lumen Payroll Inc.: where it stands\n\nLumen Payroll runs payrolls for small firms.\n\n| | 2022 | 2023 | 2024 |\n"
        "|:--|--:|--:|--:|\n| Customers | 8,100 | 9,940 | 12,300 |\n| Revenue | $51.2M | $66.0M | $80.4M |\n"
        "| Net loss | $(9.1)M | $(6.0)M | $(2.2)M |\n| Gross margin | 66% | 68% | 70% |\n",
        "metric 8100 -\nmetric 9940 -\nmetric 12300 -\nrevenue 51200000 USD\nrevenue 66000000 USD\nrevenue 80400000 USD\n"
        "metric -9100000 USD\nmetric -6000000 USD\nmetric -2200000 USD\nmetric 66 %\nmetric 68 %\nmetric 70 %",
    ),
    Statement(
        "report13.md",
        "대한목재",
        "# 대한목재 주식회사 기업 리포트\n\n대한목재는 합판을 만든다.\n\n| 항목 | 2022 | 2023 | 2024(E) |\n"
        "|---|---|---|---|\n| 매출액(억원) | 1,820 | 1,904 | 2,010 |\n| 영업이익(억원) | 92 | 101 | 115 |\n"
        "| ROE(%) | 6.6 | 7.0 | 7.7 |\n",
        "revenue 182000000000 KRW\nrevenue 190400000000 KRW\nrevenue 201000000000 KRW\nmetric 9200000000 KRW\n"
        "metric 10100000000 KRW\nmetric 11500000000 KRW\nmetric 6.6 %\nmetric 7.0 %\nmetric 7.7 %",
    ),
    Statement(
        "report14.md",
        "磐田光学",
        "# 株式会社磐田光学の2025年3月期決算\n\n磐田光学は顕微鏡を作る。\n\n| 指標 | 実績 | 前期比 |\n|---|---|---|\n"
        "| 売上高 | 318億円 | +4.4% |\n| 営業利益 | 22.1億円 | △8.0% |\n| 純利益 | 15.0億円 | △2.6% |\n\n- 1株配当: 55円\n"
        "- 配当性向: 38.2%\n",
        "revenue 31800000000 JPY\nmetric 4.4 %\nmetric 2210000000 JPY\nmetric -8.0 %\nmetric 1500000000 JPY\nmetric -2.6 %\n"
        "metric 55 JPY\nmetric 38.2 %",
    ),
    Statement(
        "report15.md",
        "Coldwater Fisheries",
        "# Coldwater Fisheries Ltd: five numbers\n\n| Item | Figure |\n|---|---|\n| Turnover | NZ$212 million |\n"
        "| Operating profit | NZ$18 million |\n| Staff | 640 |\n| Dividend per share | NZ$0.14 |\n"
        "| Market capitalisation | NZ$410 million |\n",
        "revenue 212000000 NZD\nmetric 18000000 NZD\nmetric 640 -\nmetric 0.14 NZD\nvaluation 410000000 NZD",
    ),
)

BROKERS = (
    Statement(
        "broker11.md",
        "Kumho Battery",
        "# Kumho Battery (044100)\n## 4Q preview\n\n- Kumho Battery is likely to miss.\n\n"
        "| (KRWbn) | 4Q24E | % y-y | % q-q | Consensus |\n|---|---|---|---|---|\n| Revenue | 1,310 | 12.2 | 3.0 | 1,350 |\n"
        "| Operating profit | 71 | (18.4) | (7.7) | 82 |\n| Net profit | 50 | (21.0) | (9.1) | 60 |\n",
        "revenue 1310000000000 KRW\nmetric 12.2 %\nmetric 3.0 %\nmetric 71000000000 KRW\nmetric -18.4 %\nmetric -7.7 %\n"
        "metric 50000000000 KRW\nmetric -21.0 %\nmetric -9.1 %",
    ),
    Statement(
        "broker12.md",
        "Ashgrove Water",
        "# Ashgrove Water plc: valuation\n\nWe rate Ashgrove Water plc a Hold.\n\n| Multiples (x) | FY23 | FY24E | FY25E |\n"
        "|---|---|---|---|\n| EV/Sales | 3.1 | 2.9 | 2.8 |\n| EV/EBITDA | 9.9 | 9.1 | 8.8 |\n| P/E | 17.2 | 15.5 | 14.9 |\n\n"
        "**Per share (p): FY23 | FY24E | FY25E**\n- EPS: 31.0 | 34.4 | 35.8\n- DPS: 18.0 | 19.0 | 20.0\n",
        "metric 3.1 -\nmetric 2.9 -\nmetric 2.8 -\nmetric 9.9 -\nmetric 9.1 -\nmetric 8.8 -\nmetric 17.2 -\nmetric 15.5 -\n"
        "metric 14.9 -\nmetric 0.310 GBP\nmetric 0.344 GBP\nmetric 0.358 GBP\nmetric 0.18 GBP\nmetric 0.19 GBP\n"
        "metric 0.20 GBP",
    ),
    Statement(
        "broker13.md",
        "Sorrento Yachts",
        "# Sorrento Yachts SpA: first look\n\nSorrento Yachts SpA reported a firm quarter.\n\n"
        "| EUR m | Q1 24 | Q1 23 | Chg |\n|---|---|---|---|\n| Order intake | 212.0 | 198.1 | 7.0% |\n"
        "| Revenue | 166.4 | 150.3 | 10.7% |\n| EBITDA | 26.6 | 23.0 | 15.7% |\n",
        "metric 212000000 EUR\nmetric 198100000 EUR\nmetric 7.0 %\nrevenue 166400000 EUR\nrevenue 150300000 EUR\n"
        "metric 10.7 %\nmetric 26600000 EUR\nmetric 23000000 EUR\nmetric 15.7 %",
    ),
    Statement(
        "broker14.md",
        "유성반도체",
        "# 유성반도체 (067800)\n\n유성반도체의 목표주가를 올린다.\n\n| (억원, %) | 2023A | 2024E | 2025E |\n"
        "|---|---|---|---|\n| 매출액 | 8,120 | 9,300 | 10,410 |\n| 영업이익 | 640 | 910 | 1,120 |\n"
        "| 영업이익률(%) | 7.9 | 9.8 | 10.8 |\n",
        "revenue 812000000000 KRW\nrevenue 930000000000 KRW\nrevenue 1041000000000 KRW\nmetric 64000000000 KRW\n"
        "metric 91000000000 KRW\nmetric 112000000000 KRW\nmetric 7.9 %\nmetric 9.8 %\nmetric 10.8 %",
    ),
    Statement(
        "broker15.md",
        "東海ドラッグ",
        "# 東海ドラッグ（3999）レーティング\n\n東海ドラッグの目標株価を引き上げる。\n\n"
        "| 期 | 売上高（億円） | 経常利益（億円） | 1株利益（円） | ROE（%） |\n|---|---|---|---|---|\n"
        "| 24/2 | 2,210 | 101 | 188.0 | 9.1 |\n| 25/2E | 2,340 | 112 | 207.5 | 9.4 |\n| 26/2E | 2,450 | 121 | 224.1 | 9.5 |\n",
        "revenue 221000000000 JPY\nmetric 10100000000 JPY\nmetric 188.0 JPY\nmetric 9.1 %\nrevenue 234000000000 JPY\n"
        "metric 11200000000 JPY\nmetric 207.5 JPY\nmetric 9.4 %\nrevenue 245000000000 JPY\nmetric 12100000000 JPY\n"
        "metric 224.1 JPY\nmetric 9.5 %",
    ),
)

RELEASES = (
    Statement(
        "release11.md",
        "Alderbrook Health",
        "Alderbrook Health Reports Third Quarter 2025 Results\n\n"
        "Boise, Oct. 30, 2025 – Alderbrook Health, Inc. today reported its results.\n\nThree Months Ended\n"
        "September 30, 2025 | September 30, 2024 | Change\nRevenue ($M) | 201.4 | 188.8 | 6.7 | %\n"
        "Operating income ($M) | 22.0 | 25.1 | (12.4) | %\nGross margin | 41.0 | % | 43.2 | % | -220 bps\n"
        "Net income ($M) | 15.3 | 17.7 | (13.6) | %\n",
        "revenue 201400000 USD\nrevenue 188800000 USD\nmetric 6.7 %\nmetric 22000000 USD\nmetric 25100000 USD\n"
        "metric -12.4 %\nmetric 41.0 %\nmetric 43.2 %\nmetric -2.2 %\nmetric 15300000 USD\nmetric 17700000 USD\n"
        "metric -13.6 %",
    ),
    Statement(
        "release12.txt",
        "Stanhope Mills",
        "STANHOPE MILLS, INC. REPORTS YEAR-END RESULTS\n\nStanhope Mills, Inc. today announced its results for the year.\n\n"
        "(In thousands, except per share amounts)\n                            Year Ended\n"
        "                           December 31,\n                         2001        2000\n"
        "Net sales            $188,204    $201,330\nGross profit           41,008      47,122\n"
        "Net income (loss)      (3,101)      5,220\nDiluted earnings (loss) per share  $(0.31)     $0.52\n",
        "revenue 188204000 USD\nrevenue 201330000 USD\nmetric 41008000 USD\nmetric 47122000 USD\nmetric -3101000 USD\n"
        "metric 5220000 USD\nmetric -0.31 USD\nmetric 0.52 USD",
    ),
    Statement(
        "release13.md",
        "青葉台フーズ",
        "# 青葉台フーズ、第1四半期決算を発表\n\n青葉台フーズ株式会社は本日、2026年3月期第1四半期の決算を発表した。\n\n"
        "| （億円） | 2026年3月期1Q | 2025年3月期1Q | 増減率 |\n|---|---|---|---|\n| 売上高 | 212 | 205 | 3.4% |\n"
        "| 営業利益 | 14 | 12 | 16.7% |\n| 四半期純利益 | 9 | 8 | 12.5% |\n",
        "revenue 21200000000 JPY\nrevenue 20500000000 JPY\nmetric 3.4 %\nmetric 1400000000 JPY\nmetric 1200000000 JPY\n"
        "metric 16.7 %\nmetric 900000000 JPY\nmetric 800000000 JPY\nmetric 12.5 %",
    ),
    Statement(
        "release14.md",
        "Karoo Platinum",
        "# Karoo Platinum publishes interim results\n\nKaroo Platinum Limited today published its interim results.\n\n"
        "| | H1 2025 | H1 2024 | % change |\n|---|---|---|---|\n| Revenue (R million) | 8,120 | 9,004 | (9.8) |\n"
        "| Headline earnings (R million) | 610 | 1,120 | (45.5) |\n| Net cash (R million) | 2,310 | 2,880 | (19.8) |\n",
        "revenue 8120000000 ZAR\nrevenue 9004000000 ZAR\nmetric -9.8 %\nmetric 610000000 ZAR\nmetric 1120000000 ZAR\n"
        "metric -45.5 %\nmetric 2310000000 ZAR\nmetric 2880000000 ZAR\nmetric -19.8 %",
    ),
    Statement(
        "release15.md",
        "미래바이오",
        "# 미래바이오, 2025년 상반기 실적 공시\n\n미래바이오는 14일 상반기 실적을 공시했다.\n\n"
        "| (단위: 억원) | 2025년 상반기 | 2024년 상반기 | 증감 |\n|---|---|---|---|\n| 매출액 | 1,204 | 1,102 | 9.3% |\n"
        "| 영업이익 | 188 | 170 | 10.6% |\n| 당기순이익 | 140 | 131 | 6.9% |\n",
        "revenue 120400000000 KRW\nrevenue 110200000000 KRW\nmetric 9.3 %\nmetric 18800000000 KRW\nmetric 17000000000 KRW\n"
        "metric 10.6 %\nmetric 14000000000 KRW\nmetric 13100000000 KRW\nmetric 6.9 %",
    ),
)

MORE = {"flattened": FLAT, "years": YEARS, "report": REPORTS, "broker": BROKERS, "release": RELEASES}
