import axe from 'axe-core';
import type { Locator } from 'playwright-core';

interface Violation {
  readonly id: string;
  readonly help: string;
  readonly nodes: readonly { readonly html: string; readonly failureSummary?: string }[];
}

/** What axe finds wrong in the page that an element is in: for each rule that is broken, what it is and where. */
export async function violations(page: Locator): Promise<readonly string[]> {
  const found = await page.evaluate(async (_element, script) => {
    // The page's own policy lets no script in; a debugger's evaluation is none.
    (0, eval)(script);
    const page = globalThis as unknown as { axe: { run(): Promise<{ violations: Violation[] }> } };
    return (await page.axe.run()).violations;
  }, axe.source);
  return found.map(({ id, help, nodes }) =>
    [`${id}: ${help}`, ...nodes.map((node) => `  ${node.html}\n  ${node.failureSummary ?? ''}`)].join('\n'),
  );
}
