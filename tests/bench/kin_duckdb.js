// SPDX-License-Identifier: Apache-2.0
// Two baselines of tests/bench/kin in DuckDB: node kin_duckdb.js jw|duckdb PINYIN QUERIES
//
// Prints [pair, what is given, candidate] lines, best first, 100 a query. `jw` compares whole names
// with every row; year and place move the score by a little. `duckdb` is what Splink and its kin do:
// blocking rules, levels of agreement, log2(m/u) of each level added up. m and u are set by hand.
import { DuckDBInstance } from '@duckdb/node-api';

const JW = `
  jaro_winkler_similarity(q.name, r.name)
  - CASE WHEN q.year IS NULL OR r.year IS NULL THEN 0.05
         ELSE least(abs(q.year - r.year), 10) * 0.03 END
  + CASE WHEN q.place IS NULL OR r.place IS NULL THEN 0
         ELSE jaro_winkler_similarity(q.place, r.place) / 5 END`;

const FELLEGI_SUNTER = `
  CASE WHEN q.surname = r.surname THEN 5.0
       WHEN jaro_winkler_similarity(q.surname, r.surname) > 0.85 THEN 2.5
       WHEN left(q.surname, 1) = left(r.surname, 1) THEN 0.5 ELSE -2.0 END
  + CASE WHEN q.given = r.given OR replace(q.given, ' ', '') = replace(r.given, ' ', '') THEN 12.0
         WHEN jaro_winkler_similarity(q.given, r.given) > 0.92 THEN 7.0
         WHEN jaro_winkler_similarity(q.given, r.given) > 0.85 THEN 4.0
         WHEN jaro_winkler_similarity(q.given, r.given) > 0.75 THEN 2.0
         WHEN jaro_winkler_similarity(q.given, r.given) > 0.65 THEN 0.5 ELSE -2.5 END
  + CASE WHEN q.year IS NULL OR r.year IS NULL THEN 0
         WHEN q.year = r.year THEN 5.5 WHEN abs(q.year - r.year) <= 2 THEN 4.2
         WHEN abs(q.year - r.year) <= 5 THEN 1.0 WHEN abs(q.year - r.year) <= 10 THEN -2.0
         ELSE -6.0 END
  + CASE WHEN q.place IS NULL OR r.place IS NULL THEN 0
         WHEN contains(r.place, q.place) THEN 5.0
         WHEN jaro_winkler_similarity(q.place, r.place) > 0.8 THEN 2.0
         WHEN jaro_winkler_similarity(q.place, r.place) > 0.7 THEN 0.5 ELSE -0.5 END`;

// A pair is compared if one of the rules holds.
const BLOCKS = [
  'left(q.surname, 2) = left(r.surname, 2)',
  'left(q.given, 3) = left(r.given, 3)',
  'q.year BETWEEN r.year - 2 AND r.year + 2 AND left(q.surname, 1) = left(r.surname, 1)',
];

const [which, pinyin, queries] = process.argv.slice(2);
const models = { jw: [JW, 'true'], duckdb: [FELLEGI_SUNTER, BLOCKS.map((b) => `(${b})`).join(' OR ')] };
if (!models[which] || !queries) {
  console.error('usage: node kin_duckdb.js jw|duckdb PINYIN QUERIES');
  process.exit(2);
}
const [score, block] = models[which];
const connection = await (await DuckDBInstance.create(':memory:')).connect();
await connection.run('SET threads = 2');
for (const [table, file] of [['r', pinyin], ['q', queries]]) {
  await connection.run(
    `CREATE TABLE ${table} AS SELECT * REPLACE (try_cast(year AS INTEGER) AS year)
     FROM read_csv('${file}', delim = '\t', header = true, all_varchar = true)`,
  );
}
const asked = await connection.runAndReadAll('SELECT DISTINCT id FROM q ORDER BY id');
for (const [pair] of asked.getRows()) { // one person at a time keeps memory small
  const found = await connection.runAndReadAll(
    `SELECT q.given_what, r.id AS candidate, ${score} AS score
     FROM q JOIN r ON ${block} WHERE q.id = '${pair}'
     QUALIFY row_number() OVER (PARTITION BY q.given_what ORDER BY score DESC, hash(r.id)) <= 130
     ORDER BY q.given_what, score DESC, hash(r.id)`,
  );
  for (const [given, candidate] of found.getRows())
    console.log(JSON.stringify([pair, given, candidate]));
}
