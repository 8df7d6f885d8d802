// SPDX-License-Identifier: Apache-2.0
// Pairs a second that DuckDB compares by Jaro-Winkler: node dedupe_duckdb.js PINYIN NAMES
//
// Compares each of NAMES names of the table with each, on two threads, and prints the pairs and the
// seconds of the fastest of three runs as JSON.
import { DuckDBInstance } from '@duckdb/node-api';

const [pinyin, names] = process.argv.slice(2);
if (!Number.isInteger(Number(names)) || !pinyin) {
  console.error('usage: node dedupe_duckdb.js PINYIN NAMES');
  process.exit(2);
}
const connection = await (await DuckDBInstance.create(':memory:')).connect();
await connection.run('SET threads = 2');
await connection.run(
  `CREATE TABLE r AS SELECT name FROM read_csv('${pinyin}', delim = '\t', header = true,
   all_varchar = true) WHERE name IS NOT NULL LIMIT ${Number(names)}`,
);
let seconds = Infinity;
for (let i = 0; i < 3; i++) {
  const started = process.hrtime.bigint();
  await connection.runAndReadAll(
    'SELECT count(*) FILTER (jaro_winkler_similarity(a.name, b.name) > 0.95) FROM r a, r b',
  );
  seconds = Math.min(seconds, Number(process.hrtime.bigint() - started) / 1e9);
}
console.log(JSON.stringify({ pairs: Number(names) ** 2, seconds }));
