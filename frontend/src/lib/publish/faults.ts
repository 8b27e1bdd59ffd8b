/** What the server found wrong, by the field of the form it belongs to. */
import { Problem, type Failure } from '#lib/api/failure.ts';

const EMPTY = new Set(['null', 'blank', 'required']);

export type Faults = Record<string, string>;

/** `texts[0].title` and `texts.0.title` both mean `texts.sv.title` when Swedish was sent first. */
export function fieldName(field: string, languages: readonly string[]): string {
	const dotted = field.replaceAll(/\[(\w+)\]/g, '.$1');
	return dotted.replace(/^texts\.(\d+)/, (_whole, place: string) => `texts.${languages[Number(place)] ?? place}`);
}

/** Prefix `schedule` keeps the fields of a schedule apart from those of the activity. */
export function faultsOf(
	failure: Failure | undefined,
	languages: readonly string[],
	prefix = '',
	/** Said instead of the server's words where a field was simply left empty. */
	needed = '',
	/** The field that says what is wrong with a rule. */
	ruleField = 'rule'
): Faults {
	if (!(failure instanceof Problem)) return {};
	return Object.fromEntries(
		failure.fields.map(({ field, code, detail }) => {
			const name = fieldName(field, languages);
			const placed = name === 'rule' ? ruleField : name;
			const said = needed && (EMPTY.has(code) || placed === 'weekday') ? needed : detail;
			return [prefix && placed ? `${prefix}.${placed}` : placed || prefix, said];
		})
	);
}

/** Faults at no field of the form: they are told above it, so that none is swallowed. */
export function homeless(faults: Faults, fields: readonly string[]): string[] {
	return Object.entries(faults)
		.filter(([name]) => !fields.includes(name))
		.map(([name, detail]) => (name ? `${name}: ${detail}` : detail));
}
