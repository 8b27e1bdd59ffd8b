import { setupI18n } from '@lingui/core';
import { describe, expect, it } from 'vitest';
import { aboutLanguage, compileCatalogue } from '../../../vite/catalogues.ts';
import { compare } from '../../../scripts/catalogue-rules.ts';
import arabic from './catalogue/ar.json';
import english from './catalogue/en.json';
import swedish from './catalogue/sv.json';
import { best } from './choose.ts';

function engine(code: string, catalogue: Record<string, string>) {
	const i18n = setupI18n();
	i18n.loadAndActivate({
		locale: code,
		locales: [catalogue['language.locale'] ?? code],
		messages: compileCatalogue(catalogue) as never
	});
	return i18n;
}

describe('plurals', () => {
	it.each([
		[0, 'لا نتائج'],
		[1, 'جلسة واحدة'],
		[2, 'جلستان'],
		[3, '3 جلسات'],
		[10, '10 جلسات'],
		[11, '11 جلسة'],
		[99, '99 جلسة'],
		[100, '100 جلسة'],
		[103, '103 جلسات']
	])('Arabic uses all of its six forms: %i', (count, expected) => {
		expect(engine('ar', arabic)._('explore.count', { count })).toBe(expected);
	});

	it.each([
		[0, 'Inga träffar'],
		[1, '1 tillfälle'],
		[2, '2 tillfällen'],
		[1200, '1\u00a0200 tillfällen']
	])('Swedish: %i', (count, expected) => {
		expect(engine('sv', swedish)._('explore.count', { count })).toBe(expected);
	});

	it('English tells one from many', () => {
		const i18n = engine('en', english);
		expect(i18n._('seats.free', { free: 1 })).toBe('1 place left');
		expect(i18n._('seats.free', { free: 7 })).toBe('7 places left');
		expect(i18n._('seats.free', { free: 0 })).toBe('Full right now');
	});
});

describe('a catalogue', () => {
	it('says the name and direction of its language', () => {
		expect(aboutLanguage(arabic)).toMatchObject({ name: 'العربية', direction: 'rtl' });
	});

	it('with a broken message stops the build and names it', () => {
		expect(() => compileCatalogue({ 'a.key': '{count, plural, one {x}' })).toThrow('a.key');
	});

	const source = { greeting: 'Hej {name}', count: '{n, plural, one {# bok} other {# böcker}}', brand: 'Nära' };
	const good = { greeting: 'Hello {name}', count: '{n, plural, one {# book} other {# books}}', brand: 'Nära' };

	it('that is complete has no faults', () => {
		expect(compare('en', good, source, ['brand'])).toEqual([]);
	});

	it.each([
		['a missing key', { greeting: good.greeting, count: good.count }, 'brand: missing'],
		['an extra key', { ...good, more: 'x' }, 'more: not in the Swedish'],
		['another placeholder', { ...good, greeting: 'Hello {who}' }, 'greeting: placeholders who'],
		['a text equal to the Swedish', { ...good, greeting: 'Hej {name}' }, 'greeting: equal to the Swedish'],
		['a lacking plural form', { ...good, count: '{n, plural, other {# books}}' }, 'count: plural forms other']
	])('with %s is found out', (_what, catalogue, fault) => {
		expect(compare('en', catalogue as Record<string, string>, source, ['brand']).join('\n')).toContain(fault);
	});

	it('in Arabic needs all six forms', () => {
		const three = { ...good, count: '{n, plural, one {a} two {b} other {c}}' };
		expect(compare('ar', three, source, ['brand']).join()).toContain('few, many, one, other, two, zero');
	});
});

describe('the first language', () => {
	const there = ['sv', 'en', 'ar'];
	it('is the one chosen on this device, else the first of the browser’s, else Swedish', () => {
		expect(best('ar', ['en-GB'], there, 'sv')).toBe('ar');
		expect(best(null, ['so-SO', 'ar-SY', 'en'], there, 'sv')).toBe('ar');
		expect(best(null, ['fi-FI'], there, 'sv')).toBe('sv');
		expect(best('xx', [], there, 'sv')).toBe('sv');
	});
});
