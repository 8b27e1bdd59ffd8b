/**
 * Compares every catalogue with the Swedish one and fails on
 * a missing key, an extra key, other placeholders, plural forms the language lacks or does not know,
 * and a text equal to the Swedish that is not on the list of those that may be.
 */
import { readdir, readFile } from 'node:fs/promises';
import { compare, type Catalogue } from './catalogue-rules.ts';

const folder = new URL('../src/lib/i18n/catalogue/', import.meta.url);
const read = async (name: string): Promise<Catalogue> =>
	JSON.parse(await readFile(new URL(name, folder), 'utf8')) as Catalogue;

const source = await read('sv.json');
const same = JSON.parse(
	await readFile(new URL('./same-as-swedish.json', import.meta.url), 'utf8')
) as Record<string, string[]>;

const files = (await readdir(folder)).filter((name) => name.endsWith('.json'));
const faults: string[] = [];
for (const file of files) {
	const code = file.replace('.json', '');
	faults.push(...compare(code, await read(file), source, same[code] ?? []));
}
for (const fault of faults) console.error(fault);
console.log(`${files.length} languages, ${Object.keys(source).length} messages, ${faults.length} faults`);
process.exitCode = faults.length ? 1 : 0;
