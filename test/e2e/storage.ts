import type { Page } from 'playwright-core';

interface Request<T> {
  readonly result: T;
  onsuccess?: () => void;
  onerror?: () => void;
}

interface Database {
  readonly objectStoreNames: Iterable<string>;
  transaction(store: string): { objectStore(name: string): { getAll(): Request<unknown[]> } };
  close(): void;
}

interface WithDatabases {
  readonly indexedDB: {
    databases(): Promise<readonly { readonly name: string }[]>;
    open(name: string): Request<Database>;
  };
}

/** Everything that VS Code has kept of a window's state in the browser so far, as one text. */
export async function keptState(page: Page): Promise<string> {
  return await page.evaluate(async () => {
    // VS Code keeps it when the browser is idle, which one without a screen is after a frame, and nothing that stands still draws any.
    requestAnimationFrame(() => undefined);
    const { indexedDB } = globalThis as unknown as WithDatabases;
    const done = <T>(request: Request<T>): Promise<T> =>
      new Promise((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(new Error('The database cannot be read'));
      });
    const texts: string[] = [];
    for (const { name } of await indexedDB.databases()) {
      if (!name.startsWith('vscode-web-state-db')) continue;
      const database = await done(indexedDB.open(name));
      for (const store of database.objectStoreNames)
        texts.push(JSON.stringify(await done(database.transaction(store).objectStore(store).getAll())));
      database.close();
    }
    return texts.join('\n');
  });
}
