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
    const row = this.#quickPickRow(title);
    // A palette that is open does not learn of commands that are registered later: it is opened again until they are.
    await expect
      .poll(
        async () => {
          await this.page.keyboard.press('F1');
          await this.#quickInput.locator('input[type="text"]').fill(`>${title}`);
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

  /** Types an answer to the question (a placeholder, a title, or the line below the field) that is asked, or soon is. */
  async answer(question: string | RegExp, text: string): Promise<void> {
    await this.#asked(question);
    await this.#quickInput.locator('input[type="text"]').fill(text);
    await this.page.keyboard.press('Enter');
  }

  /** Chooses from the list that a question shows. */
  async pick(question: string | RegExp, choice: string): Promise<void> {
    await this.#asked(question);
    await this.#quickPickRow(choice).click();
  }

  /** The tab whose name is `name`. */
  tab(name: string | RegExp): Locator {
    return this.page
      .locator('.tabs-container .tab')
      .filter({ has: this.page.getByText(name, { exact: true }) });
  }

  /** The same, while it is a preview that the next one replaces. */
  previewTab(name: string): Locator {
    return this.tab(name).filter({ has: this.page.locator('.italic') });
  }

  /** The text of the editor that shows `name`, as far as it is on the screen. */
  editorText(name: string): Locator {
    const group = this.page.locator('.editor-group-container').filter({ has: this.tab(name) });
    return group.locator('.monaco-editor .view-lines');
  }

  treeRow(label: string | RegExp): Locator {
    return this.page.locator('.pane-body .monaco-list-row').filter({ hasText: label }).first();
  }

  /** Presses one of the buttons that a tree's row shows under the pointer. */
  async treeAction(label: string | RegExp, action: string): Promise<void> {
    const row = this.treeRow(label);
    await row.hover();
    await row.getByRole('button', { name: action, exact: true }).click();
  }

  /** Chooses from the menu of a tree's row. */
  async treeMenu(label: string | RegExp, choice: string): Promise<void> {
    await this.treeRow(label).click({ button: 'right' });
    const item = this.page.locator('.monaco-menu').getByText(choice, { exact: true });
    await item.click();
    // A menu that has only just opened may take no clicks yet.
    const closed = { state: 'hidden', timeout: 1500 } as const;
    await item.waitFor(closed).catch(() => item.click());
  }

  async dismissNotifications(): Promise<void> {
    await this.runCommand('Notifications: Clear All Notifications');
    await expect.poll(() => this.notifications.count()).toBe(0);
  }

  get notifications(): Locator {
    return this.page.locator('.notifications-toasts .notification-list-item');
  }

  /** The document inside the webview that shows. */
  get webview(): FrameLocator {
    return this.page.frameLocator('iframe.webview.ready').frameLocator('iframe#active-frame');
  }

  get #quickInput(): Locator {
    return this.page.locator('.quick-input-widget:visible');
  }

  #quickPickRow(text: string): Locator {
    return this.page.locator('.quick-input-list .monaco-list-row').filter({ hasText: text }).first();
  }

  async #asked(question: string | RegExp): Promise<void> {
    const prompt = this.#quickInput.locator('.quick-input-message, .quick-input-title').getByText(question);
    await this.#quickInput.getByPlaceholder(question).or(prompt).first().waitFor();
  }
}
