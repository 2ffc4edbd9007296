import type { TestProject } from 'vitest/node';
import { packageVsix } from '../../scripts/package.ts';
import { browserUnavailable, provision } from '../../scripts/real-vscode/tools.ts';

/** What the end-to-end tests start from. */
export type Setup =
  /** The package that a user would install. */
  | { readonly kind: 'ready'; readonly vsix: string }
  /** There is nothing to drive on this platform: the tests are skipped, and say so. */
  | { readonly kind: 'unavailable'; readonly reason: string }
  /** It should have worked: the tests fail, while those of the other projects go on. */
  | { readonly kind: 'failed'; readonly reason: string };

declare module 'vitest' {
  export interface ProvidedContext {
    setup: Setup;
  }
}

/** Once for all end-to-end tests: the tools, and the package, unless LEXICLIP_VSIX names one that stands. */
export async function setup(project: TestProject): Promise<void> {
  project.provide('setup', await prepare());
}

async function prepare(): Promise<Setup> {
  const reason = browserUnavailable();
  if (reason !== undefined) {
    return { kind: 'unavailable', reason: `A real VS Code with a browser is ${reason}` };
  }
  try {
    await provision();
    return { kind: 'ready', vsix: process.env['LEXICLIP_VSIX'] ?? (await packageVsix()) };
  } catch (error) {
    return { kind: 'failed', reason: error instanceof Error ? String(error.stack) : String(error) };
  }
}
