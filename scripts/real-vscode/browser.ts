import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { chromium, type Browser } from 'playwright-core';
import { browserUnavailable, NotAvailableHere, provision } from './tools.ts';

const run = promisify(execFile);

/*
 * No sandbox: it needs privileges that containers lack, and only our own server's pages are loaded. No shared memory
 * file system: containers give it 64 MB. WebGL is drawn by the SwiftShader that comes with the browser.
 */
const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-dev-shm-usage',
  '--disable-quic',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
  '--font-render-hinting=none',
];

/**
 * Starts a headless Chromium that came from npm.
 * @throws NotAvailableHere where the registry has none for this platform.
 */
export async function launchBrowser(): Promise<Browser> {
  const { browser } = await provision();
  if (browser === undefined) throw new NotAvailableHere(browserUnavailable());
  const executablePath = join(browser, 'chromium');
  const env = await environment(browser, executablePath);
  return await chromium.launch({ executablePath, args: flags, env });
}

/** With the machine's NSS, NSPR and expat where it has them, else with those that came along. */
async function environment(browser: string, executable: string): Promise<Record<string, string>> {
  const inherited = Object.entries(process.env).filter(
    (entry): entry is [string, string] => entry[1] !== undefined,
  );
  const env = { ...Object.fromEntries(inherited), FONTCONFIG_FILE: join(browser, 'fonts/fonts.conf') };
  try {
    await run(executable, ['--version'], { env });
    return env;
  } catch {
    const bundled = { ...env, LD_LIBRARY_PATH: join(browser, 'al2023/lib') };
    await run(executable, ['--version'], { env: bundled });
    return bundled;
  }
}
