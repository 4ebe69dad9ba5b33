"""Summaries of results as Japanese and Korean companies print them in English: figures in lines under units, and names on two lines."""

from __future__ import annotations

from tests.support.statement_tables import Statement

SUMMARIES = (
    Statement(
        "summary1.txt",
        "Kurogane Valve Works Co., Ltd.",
        "August 8, 2025\nCompany name: Kurogane Valve Works Co., Ltd.\n\n"
        "Consolidated Financial Results for the Three Months Ended June 30, 2025\n"
        "(Amounts less than one million yen are rounded down)\n\n1. Consolidated operating results\n\n"
        "                        Net sales          Operating profit     Ordinary profit      Profit attributable to\n"
        "                                                                                     owners of parent\n"
        "Three months ended   Millions of yen   %   Millions of yen   %  Millions of yen   %  Millions of yen   %\n"
        "June 30, 2025            12,410    3.1            912   12.0           955    8.8           611  (4.2)\n"
        "June 30, 2024            12,037  (1.6)            814  (9.5)           878  (2.0)           638   10.4\n",
        "revenue 12410000000 JPY\nmetric 3.1 %\nmetric 912000000 JPY\nmetric 12.0 %\nmetric 955000000 JPY\nmetric 8.8 %\n"
        "metric 611000000 JPY\nmetric -4.2 %\nrevenue 12037000000 JPY\nmetric -1.6 %\nmetric 814000000 JPY\nmetric -9.5 %\n"
        "metric 878000000 JPY\nmetric -2.0 %\nmetric 638000000 JPY\nmetric 10.4 %",
    ),
    Statement(
        "summary2.txt",
        "Mikasa Linen Supply Co., Ltd.",
        "Mikasa Linen Supply Co., Ltd.\nNovember 12, 2024\n\n"
        "Summary of Financial Results for the Fiscal Year Ended September 30, 2024\n\n"
        "                          Revenue           Operating profit          Net profit\n"
        "Fiscal year ended      Million yen    %     Million yen    %      Million yen    %\n"
        "September 30, 2024          8,402   7.7             377  21.2             240 (3.0)\n"
        "September 30, 2023          7,801   2.1             311  (8.0)            247  5.5\n",
        "revenue 8402000000 JPY\nmetric 7.7 %\nmetric 377000000 JPY\nmetric 21.2 %\nmetric 240000000 JPY\nmetric -3.0 %\n"
        "revenue 7801000000 JPY\nmetric 2.1 %\nmetric 311000000 JPY\nmetric -8.0 %\nmetric 247000000 JPY\nmetric 5.5 %",
    ),
    Statement(
        "summary3.txt",
        "Tobishima Cable Corporation",
        "Tobishima Cable Corporation\nMay 10, 2023\n\n"
        "Consolidated financial position\n\n"
        "                       Total assets        Net assets        Equity-to-asset ratio\n"
        "As of                  Million yen       Million yen                %\n"
        "March 31, 2023              51,902            30,144             57.6\n"
        "March 31, 2022              49,377            28,250             56.8\n",
        "metric 51902000000 JPY\nmetric 30144000000 JPY\nmetric 57.6 %\nmetric 49377000000 JPY\nmetric 28250000000 JPY\nmetric 56.8 %",
    ),
    Statement(
        "summary4.txt",
        "Haneul Marine Co., Ltd.",
        "Haneul Marine Co., Ltd.\nFebruary 6, 2025\n\nPreliminary results for 2024\n\n"
        "                    Revenue           Operating profit        Net profit\n"
        "Year ended      Billion won    %    Billion won    %     Billion won    %\n"
        "December 31, 2024     402.1  5.5           33.0 18.1            21.4  9.9\n"
        "December 31, 2023     381.1 (2.2)          27.9 (4.0)           19.5  1.1\n",
        "revenue 402100000000 KRW\nmetric 5.5 %\nmetric 33000000000 KRW\nmetric 18.1 %\nmetric 21400000000 KRW\nmetric 9.9 %\n"
        "revenue 381100000000 KRW\nmetric -2.2 %\nmetric 27900000000 KRW\nmetric -4.0 %\nmetric 19500000000 KRW\nmetric 1.1 %",
    ),
    Statement(
        "summary5.txt",
        "Suzukake Foods Co., Ltd.",
        "Suzukake Foods Co., Ltd.\nFebruary 9, 2024\n\nNine Months Ended December 31, 2023\n"
        "(Figures of less than one million yen are truncated)\n\n"
        "                       Net sales            EBITDA            Operating profit     Profit attributable to\n"
        "                                                                                   owners of the parent\n"
        "Nine months ended   Millions of yen   %   Millions of yen   %   Millions of yen   %   Millions of yen   %\n"
        "December 31, 2023        33,804    4.4          2,910    1.1           1,877   (2.7)          1,204   (6.1)\n"
        "December 31, 2022        32,379    6.2          2,878    8.0           1,929    9.3           1,282    3.3\n",
        "revenue 33804000000 JPY\nmetric 4.4 %\nmetric 2910000000 JPY\nmetric 1.1 %\nmetric 1877000000 JPY\nmetric -2.7 %\n"
        "metric 1204000000 JPY\nmetric -6.1 %\nrevenue 32379000000 JPY\nmetric 6.2 %\nmetric 2878000000 JPY\nmetric 8.0 %\n"
        "metric 1929000000 JPY\nmetric 9.3 %\nmetric 1282000000 JPY\nmetric 3.3 %",
    ),
)
