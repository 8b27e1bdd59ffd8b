import { expect, test } from 'vitest';
import { byName, named } from './courses.ts';

const guitar = { title: 'Gitarr', venues: ['Kulturskolan Vårby'] };
const theatre = { title: 'Teater', venues: [] };
const song = { title: 'Åsång', venues: [] };
const other = { title: 'Gitarr', venues: ['Kulturskolan Skogås'] };

test('two of one title are told apart by where they are', () => {
	expect(named(guitar)).toBe('Gitarr, Kulturskolan Vårby');
	expect(named(theatre)).toBe('Teater');
});

test('courses stand in alphabetical order, å last in Swedish', () => {
	const given = [song, theatre, guitar, other];
	expect(byName(given, 'sv')).toEqual([other, guitar, theatre, song]);
	expect(given[0]).toBe(song);
});
