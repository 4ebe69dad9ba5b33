import { Stat, Timeline, Table } from "@/components/corporate";

export const metadata = { title: "会社を知る｜トモエ工機", description: "世界の缶の5本に1本は、トモエの機械から。" };

const stats = [
  { label: "連結売上高", value: "438", unit: "億円", note: "2025年3月期" },
  { label: "海外売上高比率", value: "71", unit: "%", note: "2025年3月期" },
  { label: "製缶機 世界シェア", value: "約20", unit: "%", note: "当社調べ・台数ベース" },
  { label: "従業員数（連結）", value: "1,562", unit: "名", note: "2025年9月末" },
  { label: "平均残業時間", value: "17.4", unit: "時間／月", note: "2024年度" },
  { label: "男性育休取得率", value: "83", unit: "%", note: "2024年度" },
];

const profile = [
  ["商号", "株式会社トモエ工機（TOMOE KOKI CO., LTD.）"],
  ["創業", "1931年（昭和6年）4月"],
  ["創業者", "巴 勘三郎"],
  ["本社", "兵庫県尼崎市杭瀬南新町9-9-9"],
  ["代表者", "代表取締役社長　巴 さくら"],
  ["資本金", "21億3,400万円"],
  ["上場", "東証スタンダード（63X0）"],
  ["大株主", "巴興産㈱ 18.3%／日本マスター信託 8.1%／Kessel Verpackung GmbH 5.0%"],
  ["グループ会社", "国内4社、海外9社"],
];

const history = [
  { y: "1931", t: "尼崎で巴鉄工所として創業" },
  { y: "1964", t: "国産初のアルミ缶成形機を開発" },
  { y: "1989", t: "大阪証券取引所第二部に上場" },
  { y: "2008", t: "タイ工場稼働（投資額26億円）" },
  { y: "2017", t: "独ケッセル社と資本業務提携、同社が当社株5%を取得" },
  { y: "2022", t: "伊フィオリ・マッキネを3,100万ユーロで子会社化" },
  { y: "2025", t: "尼崎第二工場を増設、年産能力を140ライン→190ラインに" },
];

export default function About() {
  return (
    <main>
      <Hero lead="缶は、無限に生まれ変わる。" />
      <Stat items={stats} />
      <section>
        <h2>中期経営計画 “CAN-DO 2028”</h2>
        <p>2028年3月期に売上高600億円、営業利益率12%、ROE 10%以上を掲げています。3年間の成長投資は180億円、うちM&Aに80億円を充てます。</p>
        <p>直近の2026年3月期第1四半期は、売上高104億円（前年同期比6.3%増）、営業利益8.8億円（同2.1%減）でした。</p>
      </section>
      <Table rows={profile} />
      <Timeline items={history} />
      <p className="text-xs">©2025 TOMOE KOKI　サイトの内容は2025年10月時点のものです。</p>
    </main>
  );
}
