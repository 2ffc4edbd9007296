import type { FileWay } from '../../src/protocol/explorer.ts';
import { messageScreen } from './message.ts';

const labels: Readonly<Record<FileWay, string>> = {
  showMoved: 'Show Who Moved',
  openFolder: 'Open Folder in New Window',
  openText: 'Reopen as Text',
  recompute: 'Compute Again',
};

/** In the place of a map that cannot be shown: why, and what leads on. */
export function problemScreen(
  message: string,
  ways: readonly FileWay[] = [],
  onWay: (way: FileWay) => void,
): HTMLElement {
  const actions = ways.map((way) => ({ label: labels[way], run: () => onWay(way) }));
  return messageScreen('The map cannot be shown', [message], ...actions);
}
