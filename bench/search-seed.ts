// Generates customers for the search benchmark: the same on every run, and as unevenly distributed as real
// ones.
import type { Client } from "pg";

type Names = { share: number; country: string; family: string; given: string; order: string; hosts: string };

// Names are ordered by frequency: the first tenth of a list goes to about a third of the people.
const populations: Names[] = [
  {
    share: 30,
    country: "US",
    family:
      "Smith Johnson Williams Brown Jones Garcia Miller Davis Rodriguez Martinez Hernandez Lopez Gonzalez Wilson Anderson Thomas Taylor Moore Jackson Martin Lee Perez Thompson White Harris Sanchez Clark Ramirez Lewis Robinson Walker Young Allen King Wright Scott Torres Nguyen Hill Flores Green Adams Nelson Baker Hall Rivera Campbell Mitchell Carter Roberts O’Brien McDonald Kowalski Hollis Pemberton Ashworth Thistlewood Featherstone",
    given:
      "James Mary Robert Patricia John Jennifer Michael Linda David Elizabeth William Barbara Richard Susan Joseph Jessica Thomas Sarah Charles Karen Emma Olivia Noah Liam Sophia Ava Isabella Mia Charlotte Amelia Walter Zachary Gwendolyn Xavier",
    order: "given family",
    hosts: "gmail.com yahoo.com outlook.com icloud.com hotmail.com aol.com example.com",
  },
  {
    share: 18,
    country: "DE",
    family:
      "Müller Schmidt Schneider Fischer Weber Meyer Wagner Becker Schulz Hoffmann Schäfer Koch Bauer Richter Klein Wolf Schröder Neumann Schwarz Zimmermann Braun Krüger Hofmann Hartmann Lange Schmitt Werner Schmitz Krause Meier Lehmann Schmid Schulze Maier Köhler Herrmann König Walter Mayer Huber Kaiser Fuchs Peters Lang Scholz Möller Weiß Jung Hahn Schubert Strauß Größler Öztürk",
    given:
      "Peter Thomas Michael Andreas Wolfgang Claudia Susanne Sabine Petra Monika Jürgen Jörg Björn Günter Uwe Anna Lena Lukas Jonas Leonie Marie Sophie Maximilian Zoë Käthe Heiko Volker Walter",
    order: "given family",
    hosts: "gmx.de web.de gmail.com t-online.de freenet.de example.de",
  },
  {
    share: 14,
    country: "FR",
    family:
      "Martin Bernard Dubois Thomas Robert Richard Petit Durand Leroy Moreau Simon Laurent Lefebvre Michel García Rossi Ferrari Esposito Bianchi Romano Colombo Fernández Gómez Jiménez Núñez Peña Ibáñez Lefèvre Françoisot Æbeltoft Sørensen Østergård",
    given:
      "Marie Jean Pierre Camille Chloé Léa Hélène François Giulia Marco Sofia Luca José María Carmen Ángel Begoña Søren Åse Zélie",
    order: "given family",
    hosts: "orange.fr gmail.com free.fr libero.it hotmail.es example.fr",
  },
  {
    share: 22,
    country: "JP",
    family:
      "佐藤 鈴木 高橋 田中 伊藤 渡辺 山本 中村 小林 加藤 吉田 山田 佐々木 山口 松本 井上 木村 林 斎藤 清水 山崎 森 池田 橋本 阿部 石川 山下 中島 石井 小川 前田 岡田 長谷川 藤田 後藤 近藤 村上 遠藤 青木 坂本 五十嵐 小鳥遊 四月一日",
    given:
      "太郎 花 陽菜 美咲 結衣 翔太 蓮 大輔 健一 誠 真由美 恵子 由美子 裕子 花子 さくら あおい ひなた ユキ マリア 悠真 湊 凛 紬 駿",
    order: "family given",
    hosts: "yahoo.co.jp gmail.com docomo.ne.jp ezweb.ne.jp softbank.ne.jp example.jp",
  },
  {
    share: 5,
    country: "SG",
    family: "王 李 张 刘 陈 杨 黄 赵 吴 周 徐 孙 马 朱 胡 郭 何 林 高 罗 欧阳 司马",
    given: "伟 芳 娜 敏 静 丽 强 磊 军 洋 勇 艳 杰 娟 涛 明 超 秀英 霞 平 建国 雨桐 子涵",
    order: "family given",
    hosts: "qq.com 163.com gmail.com example.cn",
  },
  {
    share: 6,
    country: "KR",
    family: "김 이 박 최 정 강 조 윤 장 임 한 오 서 신 권 황 안 송 전 홍 남궁 제갈",
    given: "민수 지영 서연 민준 서준 하은 지우 도윤 현우 수빈 영희 철수 은정 다은 예린",
    order: "family given",
    hosts: "naver.com hanmail.net gmail.com example.kr",
  },
  {
    share: 5,
    country: "PL",
    family:
      "Nowak Kowalski Wiśniewski Wójcik Kamiński Lewandowski Łukasiewicz Иванов Петров Сидоров Шевченко Ковальчук Παπαδόπουλος Yıldız Đorđević",
    given: "Anna Piotr Łukasz Małgorzata Иван Ольга Дмитрий Ёлка Ελένη İbrahim Đorđe",
    order: "given family",
    hosts: "wp.pl onet.pl gmail.com mail.ru example.pl",
  },
];

/** Builds SQL for a repeatable number from 0 to 1: the `place`th four digits of the row's hash. */
const buildChance = (place: number) => `(('x' || substr(hash, ${place * 4 + 1}, 4))::bit(16)::int / 65536.0)`;

/**
 * Inserts `customers` customers and three times as many devices, with the search's triggers and index off,
 * then fills the search as the migration does for existing customers.
 */
export async function seedSearch(admin: Client, customers: number): Promise<void> {
  // Also skips foreign key checks, which take the most time.
  await admin.query("set session_replication_role = replica");
  await admin.query(
    `create temporary table population on commit preserve rows as
     select *, sum(share) over (order by place) as upto from (
       select (p->>'share')::int as share, p->>'country' as country, p->>'order' as name_order,
         string_to_array(p->>'family', ' ') as family, string_to_array(p->>'given', ' ') as given,
         string_to_array(p->>'hosts', ' ') as hosts, place
       from json_array_elements($1::json) with ordinality as j(p, place)) q`,
    [JSON.stringify(populations)],
  );
  // Squared, so that early names are common. Every fifth customer has an almost unique family name.
  await admin.query(
    `insert into customers (external_id, name, email, country, language)
     select case when n % 10 > 0 then 'C-' || (10000000 + n * 7)::text end,
       case when name_order = 'family given' then f || ' ' || g else g || ' ' || f end,
       case when n % 20 > 0 then lower(case when f ~ '^[A-Za-z]+$' and g ~ '^[A-Za-z]+$'
         then g || '.' || f else substr(md5(n || 'mail'), 1, 6) end) || n % 9973 || '@' || host end,
       country, null
     from (
       select n, name_order, p.country,
         case when n % 5 = 0 and name_order = 'given family'
           then initcap(translate(substr(md5(n || 'family'), 1, 8), '0123456789', 'aeiouklmrs'))
           else family[1 + floor(cardinality(family) * ${buildChance(1)} ^ 2)::int] end as f,
         given[1 + floor(cardinality(given) * ${buildChance(2)} ^ 2)::int] as g,
         hosts[1 + floor(cardinality(hosts) * ${buildChance(3)} ^ 2)::int] as host
       from (select n, md5(n::text) as hash from generate_series(1, $1::int) n) numbers
       join population p on 100 * ${buildChance(0)} >= p.upto - p.share and 100 * ${buildChance(0)} < p.upto
     ) people
     order by n`,
    [customers],
  );
  await admin.query(
    `insert into device_models (model_id, name) values ('BENCH-A', 'Bench A'), ('BENCH-B', 'Bench B');
     create temporary table numbered as select id, row_number() over (order by external_id, id) - 1 as place from customers;
     create unique index on numbered (place)`,
  );
  // One model numbers its units, the other has random letters and digits. No trigger writes the key of a serial number.
  await admin.query(
    `insert into devices (customer_id, model_id, name, serial, serial_key)
     select id, model_id, 'Device', serial, fold_serial(serial) from (
       select n, case n % 2 when 0 then 'BENCH-A' else 'BENCH-B' end as model_id,
         case n % 2 when 0 then 'HB-2026-' || lpad(n::text, 8, '0') else 'K' || upper(substr(md5(n::text), 1, 12)) end as serial
       from generate_series(1, 3 * $1::int) n) units
     join numbered on place = (('x' || substr(md5(n::text), 12, 7))::bit(28)::bigint * $1) >> 28`,
    [customers],
  );
  const { rows } = await admin.query("select pg_get_indexdef('customer_search_text'::regclass) as text");
  await admin.query("drop index customer_search_text");
  await admin.query("select refresh_customer_search(array_agg(id)) from customers");
  await admin.query(rows[0].text);
  await admin.query("reset session_replication_role");
  await admin.query("vacuum (analyze)");
}
