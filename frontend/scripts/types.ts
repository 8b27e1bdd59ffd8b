/** Writes src/lib/api/schema.d.ts from the committed OpenAPI description. */
import { readFile, writeFile } from 'node:fs/promises';
import openapiTS, { astToString } from 'openapi-typescript';

const source = new URL('../../docs/openapi.yaml', import.meta.url);
const target = new URL('../src/lib/api/schema.d.ts', import.meta.url);

const text = astToString(await openapiTS(process.env.NARA_OPENAPI ? new URL(process.env.NARA_OPENAPI) : source));
const before = await readFile(target, 'utf8').catch(() => '');
if (before !== text) await writeFile(target, text);
