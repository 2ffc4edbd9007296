import type { FrameLocator, Locator, Page } from 'playwright-core';
import { patience, succeeds, unanswered, until } from './until.ts';

/** Shortcuts that bring the window into a known state; every session has them. */
export const stateKeybindings = [
  { key: 'ctrl+alt+w', command: 'workbench.action.closeAllEditors' },
  { key: 'ctrl+alt+q', command: 'notifications.clearAll' },
  { key: 'ctrl+alt+b', command: 'workbench.view.extension.lexiclip' },
  { key: 'ctrl+alt+k', command: 'workbench.actions.treeView.lexiclip.collection.collapseAll' },
  { key: 'ctrl+alt+o', command: 'lexiclip.openExplorer' },
  { key: 'ctrl+alt+j', command: 'lexiclip.cancel' },
];

/** VS Code's window, in the words of someone who uses it. */
export class Workbench {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
    page.setDefaultTimeout(patience);
  }

  async open(url: string): Promise<void> {
    await this.page.goto(url);
    await this.page.locator('.monaco-workbench').waitFor();
  }

  /**
   * Back to a window in which nothing runs, is asked, told or open, with the sidebar's groups open: what the test
   * before left there does not matter.
   */
  async reset(): Promise<void> {
    await until('nothing is asked and nothing runs', async () => {
      const editor = this.page.locator('.monaco-modal-editor-block');
      const modal = this.page.locator('.monaco-dialog-box, .context-view .monaco-menu, .quick-input-widget');
      if (await editor.isVisible())
        await editor
          .getByRole('button', { name: /^Close/ })
          .first()
          .click({ timeout: unanswered });
      else if (await modal.filter({ visible: true }).first().isVisible())
        await this.page.keyboard.press('Escape');
      else if (await this.running.isVisible()) await this.page.keyboard.press('Control+Alt+j');
      else return true;
      return false;
    });
    await this.#pressUntil('Control+Alt+w', async () => (await this.page.locator('.tab').count()) === 0);
    await this.dismissNotifications();
    await this.showSidebar();
    // VS Code tells of a row that went away while it closed the groups.
    await this.dismissNotifications();
  }

  /** The sidebar with its groups open, and their entries closed. */
  async showSidebar(): Promise<void> {
    const view = this.page.locator('.part.sidebar .title-label').filter({ hasText: 'LexiCLIP' });
    // A window that has only just opened does not know the extension, nor its shortcuts.
    await this.page.locator('.activitybar').getByRole('tab', { name: 'LexiCLIP' }).waitFor();
    await this.#pressUntil('Control+Alt+b', () => view.isVisible());
    const rows = this.page.locator('.pane-body .monaco-list-row');
    await until('the sidebar is filled', async () => {
      if (await this.page.locator('.welcome-view').isVisible()) return true;
      return (await rows.count()) > 0;
    });
    const deep = this.page.locator('.pane-body .monaco-list-row[aria-level="2"]');
    if ((await deep.count()) > 0)
      await this.#pressUntil('Control+Alt+k', async () => (await deep.count()) === 0);
    const closed = this.page.locator('.pane-body .monaco-list-row[aria-level="1"][aria-expanded="false"]');
    // Rows come and go while what ran before is over.
    await until('the groups are open', async () => {
      if ((await closed.count()) === 0) return true;
      const name = (await closed.first().locator('.label-name').textContent({ timeout: unanswered })) ?? '';
      await closed.first().click({ timeout: unanswered });
      await appears(this.treeRow(name).and(this.page.locator('[aria-expanded="true"]')));
      return false;
    });
  }

  /** Runs a command by its title, as it reads in the palette. */
  async runCommand(title: string): Promise<void> {
    const row = this.#quickPickRow(title);
    // A palette that is open does not learn of commands that are registered later: it is opened again until they are.
    let found = false;
    await until(`the palette offers "${title}"`, async () => {
      await this.page.keyboard.press('F1');
      const input = this.#quickInput.locator('input[type="text"]');
      if (!(await appears(input))) return false;
      await input.fill(`>${title}`);
      found = await appears(row);
      if (!found) await this.page.keyboard.press('Escape');
      return found;
    });
    await this.#untilGone(row, () => this.#clickRow(row));
  }

  /** Types an answer to the question (a placeholder, a title, or the line below the field) that is asked, or soon is. */
  async answer(question: string | RegExp, text: string): Promise<void> {
    const asked = this.#asked(question);
    await asked.waitFor();
    const input = this.#quickInput.locator('input[type="text"]');
    await this.#untilGone(asked, async () => {
      await input.fill(text, { timeout: unanswered });
      await input.press('Enter', { timeout: unanswered });
    });
  }

  /**
   * Answers VS Code's own dialog for files with a path. It reads folders while it opens, and then puts what it proposes into
   * the field: the path is there when it stays there.
   */
  async answerFile(question: string | RegExp, path: string): Promise<void> {
    const asked = this.#asked(question);
    await asked.waitFor();
    const input = this.#quickInput.locator('input[type="text"]');
    let seen = 0;
    await until('the dialog has the path', async () => {
      if ((await input.inputValue()) === path) return ++seen > 10;
      seen = 0;
      await input.fill(path);
      return false;
    });
    await this.#untilGone(asked, () => input.press('Enter', { timeout: unanswered }));
  }

  /** Chooses from the list that a question shows. */
  async pick(question: string | RegExp, choice: string): Promise<void> {
    const asked = this.#asked(question);
    await asked.waitFor();
    await this.#untilGone(asked, () => this.#clickRow(this.#quickPickRow(choice)));
  }

  /** What a question that is asked shows. */
  question(text: string | RegExp): Locator {
    return this.#asked(text);
  }

  get quickInput(): Locator {
    return this.#quickInput;
  }

  /** Presses keys until they have had an effect. */
  async pressUntil(keys: string, seen: Locator): Promise<void> {
    await this.#pressUntil(keys, () => seen.isVisible());
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

  /** Opens an entry of the tree, so that its own entries show. */
  async expand(label: string | RegExp): Promise<void> {
    const row = this.treeRow(label);
    await until(`"${String(label)}" is open`, async () => {
      if ((await row.getAttribute('aria-expanded')) === 'true') return true;
      await row.click({ timeout: unanswered });
      return appears(row.and(this.page.locator('[aria-expanded="true"]')));
    });
  }

  /** Presses one of the buttons that a tree's row shows under the pointer. */
  async treeAction(label: string | RegExp, action: string): Promise<void> {
    const row = this.treeRow(label);
    const button = row.getByRole('button', { name: action, exact: true });
    await until(`"${action}" is pressed`, async () => {
      await row.hover({ timeout: unanswered });
      return await succeeds(button.click({ timeout: unanswered }));
    });
  }

  /** Opens the menu of a tree's row. */
  async openTreeMenu(label: string | RegExp, choice: string): Promise<Locator> {
    const item = this.#menuItem(choice);
    await until(`the menu has "${choice}"`, async () => {
      await this.treeRow(label).click({ button: 'right', timeout: unanswered });
      return appears(item);
    });
    return item;
  }

  /** Chooses from the menu that is open. */
  async choose(item: Locator): Promise<void> {
    // A menu that has only just opened takes no clicks yet.
    await until('the menu takes the click', async () => {
      await item.click({ timeout: unanswered });
      return await succeeds(item.waitFor({ state: 'hidden', timeout: 1500 }));
    });
  }

  /** Chooses from the menu of a tree's row. */
  async treeMenu(label: string | RegExp, choice: string): Promise<void> {
    await this.choose(await this.openTreeMenu(label, choice));
  }

  /** Until no run is going on: a second one would be refused. */
  async idle(): Promise<void> {
    await until('no run is going on', async () => (await this.running.count()) === 0);
  }

  /** What the status bar says while something is being done. */
  get running(): Locator {
    return this.statusItem.filter({ has: this.page.locator('.codicon-loading') });
  }

  /** LexiCLIP's item of the status bar. */
  get statusItem(): Locator {
    return this.page.locator('.statusbar-item[id$="lexiclip.status"]');
  }

  /** The line above the tree. */
  get treeMessage(): Locator {
    return this.page.locator('.pane-body .tree-explorer-viewlet-tree-view .message');
  }

  async dismissNotifications(): Promise<void> {
    await this.#pressUntil('Control+Alt+q', async () => (await this.notifications.count()) === 0);
  }

  get notifications(): Locator {
    return this.page.locator('.notifications-toasts .notification-list-item');
  }

  /** The document inside the webview that shows. */
  get webview(): FrameLocator {
    return this.page.frameLocator('iframe.webview.ready:visible').frameLocator('iframe#active-frame');
  }

  get #quickInput(): Locator {
    return this.page.locator('.quick-input-widget:visible');
  }

  #menuItem(text: string): Locator {
    return this.page.locator('.monaco-menu').getByText(text, { exact: true });
  }

  #quickPickRow(text: string): Locator {
    return this.page.locator('.quick-input-list .monaco-list-row').filter({ hasText: text }).first();
  }

  /** The hover of the row under the pointer may cover the others. */
  async #clickRow(row: Locator): Promise<void> {
    await this.page.mouse.move(1, 1);
    await row.click({ timeout: unanswered });
  }

  #asked(question: string | RegExp): Locator {
    const prompt = this.#quickInput.locator('.quick-input-message, .quick-input-title').getByText(question);
    return this.#quickInput.getByPlaceholder(question).or(prompt).first();
  }

  async #pressUntil(keys: string, isDone: () => Promise<boolean>): Promise<void> {
    await until(`${keys} has had its effect`, async () => {
      if (await isDone()) return true;
      await this.page.keyboard.press(keys);
      return await succeeds(until(keys, isDone, unanswered));
    });
  }

  /** Does something that makes a thing go; again where it was lost. */
  async #untilGone(thing: Locator, act: () => Promise<void>): Promise<void> {
    await until('an answer is taken', async () => {
      // What was answered in time is gone, whatever is said of the click.
      const failure: unknown = await act().then(
        () => undefined,
        (error: unknown) => error,
      );
      if (await succeeds(thing.waitFor({ state: 'hidden', timeout: unanswered }))) return true;
      if (failure instanceof Error) throw failure;
      return false;
    });
  }
}

function appears(thing: Locator): Promise<boolean> {
  return succeeds(thing.waitFor({ timeout: unanswered }));
}
