import type { FrameLocator, Locator, Page } from 'playwright-core';
import { expect } from 'vitest';

/** VS Code's window, in the words of someone who uses it. */
export class Workbench {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  async open(url: string): Promise<void> {
    await this.page.goto(url);
    await this.page.locator('.monaco-workbench').waitFor();
  }

  /** Runs a command by its title, as it reads in the palette. */
  async runCommand(title: string): Promise<void> {
    const row = this.quickPickRow(title);
    // A palette that is open does not learn of commands that are registered later: it is opened again until they are.
    await expect
      .poll(
        async () => {
          await this.page.keyboard.press('F1');
          await this.quickInput.fill(`>${title}`);
          const found = await row.waitFor({ timeout: 1500 }).then(
            () => true,
            () => false,
          );
          if (!found) await this.page.keyboard.press('Escape');
          return found;
        },
        { timeout: 60_000, message: `the palette offers "${title}"` },
      )
      .toBe(true);
    await this.page.keyboard.press('Enter');
  }

  /** The text field of whatever quick input is open. */
  get quickInput(): Locator {
    return this.page.locator('.quick-input-widget:visible .quick-input-box input[type="text"]');
  }

  /** What the quick input asks for: its title, its prompt and its hints. */
  get quickInputWidget(): Locator {
    return this.page.locator('.quick-input-widget:visible');
  }

  quickPickRow(text: string | RegExp): Locator {
    return this.page.locator('.quick-input-list .monaco-list-row').filter({ hasText: text }).first();
  }

  /** The tab whose name is `name`. */
  tab(name: string | RegExp): Locator {
    return this.page
      .locator('.tabs-container .tab')
      .filter({ has: this.page.getByText(name, { exact: true }) });
  }

  /** The active editor's text, as far as it is on the screen. */
  get editorText(): Locator {
    return this.page.locator('.editor-group-container.active .monaco-editor .view-lines');
  }

  treeRow(label: string | RegExp): Locator {
    return this.page.locator('.pane-body .monaco-list-row').filter({ hasText: label }).first();
  }

  get notifications(): Locator {
    return this.page.locator('.notification-list-item');
  }

  /** The document inside the webview that shows. */
  get webview(): FrameLocator {
    return this.page.frameLocator('iframe.webview.ready').frameLocator('iframe#active-frame');
  }
}
