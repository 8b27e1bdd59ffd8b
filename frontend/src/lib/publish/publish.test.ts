import { describe, expect, it } from 'vitest';
import { Problem } from '#lib/api/failure.ts';
import { emptyDraft, toActivity, writtenLanguages } from './draft.ts';
import { faultsOf, homeless } from './faults.ts';
import { formFields } from './fields.ts';
import { forget, keep, readKept } from './keeping.ts';

const KNOWN = ['sv', 'en', 'ar'];
const words = (title: string) => ({ title, summary: 's', description: '' });

function store() {
	const held = new Map<string, string>();
	return {
		getItem: (key: string) => held.get(key) ?? null,
		setItem: (key: string, value: string) => void held.set(key, value),
		removeItem: (key: string) => void held.delete(key)
	};
}

describe('what is sent', () => {
	it('has the languages somebody wrote in, and a price with decimals', () => {
		const draft = { ...emptyDraft('2026-11-23'), texts: { ar: words('ب'), sv: words('A') }, price: '49,5' };
		const sent = toActivity(draft, KNOWN);
		expect(sent.texts.map((one) => one.language)).toEqual(['sv', 'ar']);
		expect(sent.price_sek).toBe('49.50');
		expect(sent.ages).toEqual({ from: 13, to: 19 });
	});

	it('has the first language when nothing is written, so that its fields are found missing', () => {
		expect(writtenLanguages(emptyDraft('2026-11-23'), KNOWN)).toEqual(['sv']);
	});
});

describe('what the server found wrong', () => {
	const problem = new Problem(400, 'invalid', 'Fel', '', [
		{ field: 'texts.1.title', code: 'blank', detail: 'Skriv.' },
		{ field: 'texts[0].summary', code: 'blank', detail: 'Kort.' },
		{ field: 'ages.to', code: 'min', detail: 'Äldre.' },
		{ field: 'colour', code: 'unknown', detail: 'Okänt.' }
	]);

	it('stands at the field of the language it was sent in', () => {
		expect(faultsOf(problem, ['sv', 'ar'])).toMatchObject({
			'texts.ar.title': 'Skriv.',
			'texts.sv.summary': 'Kort.',
			'ages.to': 'Äldre.'
		});
	});

	it('is told above the form when it has no field there', () => {
		expect(homeless(faultsOf(problem, ['sv', 'ar']), formFields(KNOWN))).toEqual(['colour: Okänt.']);
	});

	it('is said plainly where a field was left empty', () => {
		const faults = faultsOf(problem, ['sv', 'ar'], '', 'Fyll i.');
		expect(faults).toMatchObject({ 'texts.ar.title': 'Fyll i.', 'ages.to': 'Äldre.' });
	});

	it('in a schedule is kept apart', () => {
		const late = new Problem(400, 'invalid', '', '', [{ field: 'ends', code: 'x', detail: 'Efter start.' }]);
		expect(faultsOf(late, [], 'schedule')).toEqual({ 'schedule.ends': 'Efter start.' });
		const never = new Problem(400, 'invalid', '', '', [{ field: 'rule', code: 'x', detail: 'Aldrig.' }]);
		expect(faultsOf(never, [], 'schedule', '', 'last_date')).toEqual({ 'schedule.last_date': 'Aldrig.' });
	});
});

describe('what is not saved', () => {
	it('is kept until it is, with the activity that was already made', () => {
		const device = store();
		const draft = { ...emptyDraft('2026-11-23'), category: 'sport' };
		keep('new', { draft, made: 'abc', whose: 'Sara' }, device);
		expect(readKept('new', 'Sara', device)).toEqual({ draft, made: 'abc', whose: 'Sara' });
		expect(readKept('new', 'Gunilla', device)).toBeNull();
		expect(readKept('other', 'Sara', device)).toBeNull();
		forget('new', device);
		expect(readKept('new', 'Sara', device)).toBeNull();
	});

	it('is nothing when what is there cannot be read', () => {
		const device = store();
		device.setItem('nara.draft.new', '{');
		expect(readKept('new', 'Sara', device)).toBeNull();
	});
});
