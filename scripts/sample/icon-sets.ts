import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import * as z from 'zod';

const icon = z.object({ body: z.string(), width: z.number().optional(), height: z.number().optional() });
const iconsSchema = z.object({
  icons: z.record(z.string(), icon),
  aliases: z.record(z.string(), z.object({ parent: z.string() })).optional(),
  width: z.number().optional(),
  height: z.number().optional(),
});
const infoSchema = z.object({
  name: z.string(),
  author: z.object({ name: z.string(), url: z.string() }),
  license: z.object({ title: z.string(), spdx: z.string(), url: z.string() }),
});

/** An icon set of one of the `@iconify-json` packages. */
export interface IconSet {
  readonly id: string;
  readonly version: string;
  readonly info: z.infer<typeof infoSchema>;
  /** The icon's own name (aliases followed) and its drawing as an SVG document; undefined where there is none. */
  find(name: string): { readonly name: string; readonly svg: string } | undefined;
}

export async function readIconSet(id: string): Promise<IconSet> {
  const read = async (file: string): Promise<unknown> =>
    JSON.parse(await readFile(fileURLToPath(import.meta.resolve(`@iconify-json/${id}/${file}`)), 'utf8'));
  const { version } = z.object({ version: z.string() }).parse(await read('package.json'));
  const info = infoSchema.parse(await read('info.json'));
  const { icons, aliases, width, height } = iconsSchema.parse(await read('icons.json'));
  return {
    id,
    version,
    info,
    find(name) {
      const own = name in icons ? name : (aliases?.[name]?.parent ?? name);
      const found = icons[own];
      if (found === undefined) return undefined;
      // 16 is the format's default size (iconify.design, "IconifyJSON").
      const box = `0 0 ${found.width ?? width ?? 16} ${found.height ?? height ?? 16}`;
      return {
        name: own,
        svg: `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${box}">${found.body}</svg>`,
      };
    },
  };
}
