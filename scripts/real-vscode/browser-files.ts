import { execFile } from 'node:child_process';
import { cp, mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);

/*
 * Fonts of our own, so that text is there, and looks the same, on a machine that has none and on one that has
 * hundreds: Open Sans comes with the browser, DejaVu adds a monospaced face and symbols.
 */
const fontsConf = `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig>
  <dir prefix="relative">fonts</dir>
  <cachedir prefix="xdg">lexiclip-dev/fontconfig</cachedir>
  <alias><family>sans-serif</family><prefer><family>Open Sans</family></prefer></alias>
  <alias><family>system-ui</family><prefer><family>Open Sans</family></prefer></alias>
  <alias><family>monospace</family><prefer><family>DejaVu Sans Mono</family></prefer></alias>
</fontconfig>
`;

/**
 * Unpacks @sparticuz/chromium from the folder `packages` (a node_modules) into `destination`: `chromium`,
 * SwiftShader beside it, `al2023/lib` with NSS, NSPR and expat, and `fonts`. The archives are removed.
 */
export async function unpackBrowser(packages: string, destination: string): Promise<void> {
  await mkdir(destination);
  const source = join(packages, '@sparticuz/chromium');
  const archives = ['chromium.br', 'fonts.tar.br', 'swiftshader.tar.br', 'al2023.tar.br'].map((name) =>
    join(source, 'bin', name),
  );
  // The package unpacks into the temporary folder of the process that it runs in, hence one of its own.
  const program = `
    import { inflate } from ${JSON.stringify(pathToFileURL(join(source, 'build/index.js')).href)};
    await Promise.all(${JSON.stringify(archives)}.map((archive) => inflate(archive)));`;
  await run(process.execPath, ['--input-type=module', '--eval', program], {
    env: { ...process.env, TMPDIR: destination },
  });
  await rm(join(source, 'bin'), { recursive: true });

  const fonts = join(destination, 'fonts');
  const faces = ['DejaVuSans', 'DejaVuSansMono', 'DejaVuSansMono-Bold', 'DejaVuSansMono-Oblique'];
  for (const face of faces) {
    await cp(join(packages, 'dejavu-fonts-ttf/ttf', `${face}.ttf`), join(fonts, 'fonts', `${face}.ttf`));
  }
  await writeFile(join(fonts, 'fonts.conf'), fontsConf);
}
