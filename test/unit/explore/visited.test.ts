import { expect, it } from 'vitest';
import { Visited } from '../../../webview/detail/visited.ts';

it('goes back and forward, and forgets what lay ahead when another way is taken', () => {
  const visited = new Visited();
  expect([visited.current, visited.canGoBack, visited.canGoForward]).toEqual([undefined, false, false]);
  expect(visited.go(-1)).toBeUndefined();
  for (const id of ['a', 'b', 'b', 'c']) visited.visit(id);
  expect(visited.go(1)).toBeUndefined();
  expect([visited.go(-1), visited.go(-1), visited.go(-1)]).toEqual(['b', 'a', undefined]);
  expect([visited.current, visited.canGoBack, visited.canGoForward]).toEqual(['a', false, true]);
  expect(visited.go(1)).toBe('b');
  visited.visit('d');
  expect(visited.canGoForward).toBe(false);
  expect(visited.go(-1)).toBe('b');
});

it('keeps a limited number', () => {
  const visited = new Visited();
  for (let at = 0; at < 1000; at++) visited.visit(String(at));
  let steps = 0;
  while (visited.go(-1) !== undefined) steps++;
  expect(steps).toBe(199);
});
