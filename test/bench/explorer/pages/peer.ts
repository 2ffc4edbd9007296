import { conceptMark } from '../../../../src/core/explore/palette.ts';
import { carriedMap } from '../../../../webview/carried.ts';
import { element } from '../../../../webview/dom.ts';

/** What the bench asks of a page, ours included. */
declare global {
  var lexiclipExplorer: { readonly locate: (id: string) => { x: number; y: number } | null } | undefined;
}

/** The points of an exported page as a peer takes them. */
export interface PeerPoints {
  readonly ids: readonly string[];
  readonly xy: Float32Array;
  readonly concepts: Uint32Array;
  readonly names: readonly string[];
  readonly colours: readonly string[];
  readonly left: number;
  readonly right: number;
  readonly low: number;
  readonly high: number;
}

export function peerPoints(): PeerPoints {
  const map = carriedMap();
  if (map === undefined) throw new Error('the page carries no map');
  const xy = map.projections[0]?.xy ?? new Float32Array();
  let [left, right, low, high] = [Infinity, -Infinity, Infinity, -Infinity];
  for (let at = 0; at < xy.length; at += 2) {
    const [x = NaN, y = NaN] = [xy[at], xy[at + 1]];
    left = Math.min(left, x);
    right = Math.max(right, x);
    low = Math.min(low, y);
    high = Math.max(high, y);
  }
  const { ids, concepts } = map.images;
  const colours = map.concepts.map((_, at) => conceptMark(at, 'light').colour);
  return { ids, xy, concepts, names: map.concepts, colours, left, right, low, high };
}

/** A place for a peer's canvas, as large as the map is on our page. */
export function peerStage(): HTMLElement {
  const stage = element('div', 'map-surface');
  stage.style.position = 'fixed';
  stage.style.inset = '34px 0 24px';
  document.getElementById('explorer')?.append(stage);
  return stage;
}

/** A button as the legend's first entry. */
export function peerToggle(name: string, onToggle: () => void): void {
  const button = element('button', 'legend-entry', name);
  button.style.position = 'fixed';
  button.style.top = '0';
  button.addEventListener('click', onToggle);
  document.body.append(button);
}
