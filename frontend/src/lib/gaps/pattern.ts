/** Draws the patterns of the classes, so that the map can be read without telling colours apart. */
import { LOOKS, type Class } from './classes.ts';

const SIZE = 24;

/** A tile that repeats without a seam. Needs a canvas; gives nothing where there is none. */
export function drawPattern(one: Class): ImageData | null {
	const canvas = document.createElement('canvas');
	canvas.width = SIZE;
	canvas.height = SIZE;
	const pen = canvas.getContext('2d');
	if (!pen) return null;
	const look = LOOKS[one];
	pen.fillStyle = look.fill;
	pen.fillRect(0, 0, SIZE, SIZE);
	if (look.gap > 0) {
		const step = SIZE / Math.round(SIZE / look.gap);
		pen.strokeStyle = look.ink;
		pen.lineWidth = 1.4;
		pen.beginPath();
		for (let at = -SIZE; at <= 2 * SIZE; at += step) {
			pen.moveTo(at, -1);
			pen.lineTo(at + SIZE + 2, SIZE + 1);
			if (!look.cross) continue;
			pen.moveTo(at, SIZE + 1);
			pen.lineTo(at + SIZE + 2, -1);
		}
		pen.stroke();
	}
	return pen.getImageData(0, 0, SIZE, SIZE);
}

/** For the legend: the same tile as an image the page can show. */
export function patternUrl(one: Class): string {
	const tile = drawPattern(one);
	if (!tile) return '';
	const canvas = document.createElement('canvas');
	canvas.width = SIZE;
	canvas.height = SIZE;
	canvas.getContext('2d')?.putImageData(tile, 0, 0);
	return canvas.toDataURL();
}
