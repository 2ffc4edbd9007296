import type { Viewport } from '../src/core/explore/viewport.ts';

/** How the user left the page; kept by the host across hiding and restarts. Never data. */
export interface ViewState {
  readonly version: 1;
  readonly projection?: string | undefined;
  /** By name, so that it survives new concepts. */
  readonly hiddenConcepts: readonly string[];
  /** By layout (a projection, as it was computed at one time): coordinates differ from one to the next. */
  readonly viewports: Readonly<Record<string, Viewport>>;
}

export const freshState: ViewState = { version: 1, hiddenConcepts: [], viewports: {} };

/** What was kept, or a fresh state where it is of another version or was never there. */
export function restoreState(kept: unknown): ViewState {
  const version = (kept as { version?: unknown } | null | undefined)?.version;
  return version === 1 ? (kept as ViewState) : freshState;
}
