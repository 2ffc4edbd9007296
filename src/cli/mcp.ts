import { Buffer } from 'node:buffer';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { McpServer } from '@modelcontextprotocol/server';
import { serveStdio } from '@modelcontextprotocol/server/stdio';
import * as z from 'zod';
import { picturesOf } from '../core/assistant/pictures.ts';
import type { AssistantTool } from '../core/assistant/tool.ts';
import { assistantTools } from '../core/assistant/tools.ts';
import { describeError } from '../core/wording.ts';
import type { Lexiclip } from '../node/lexiclip.ts';
import { installation, withLexiclip } from './compose.ts';
import type { StageOptions } from './options.ts';
import { tell, terminalTask } from './terminal.ts';

interface McpOptions extends StageOptions {
  readonly write: boolean;
}

/** Answers a language model's questions about the collection over standard input and output, until the input ends. */
export async function mcp(options: McpOptions, signal: AbortSignal): Promise<void> {
  const version = await ownVersion();
  await withLexiclip(options, signal, async (lexiclip) => {
    const offered = assistantTools.filter(({ writes }) => options.write || !writes);
    const handle = serveStdio(() => server(version, offered, lexiclip), {
      onerror: (error) => tell(describeError(error)),
    });
    await new Promise<void>((resolve) => {
      process.stdin.once('end', resolve).once('close', resolve);
      signal.addEventListener('abort', () => resolve(), { once: true });
    });
    await handle.close();
  });
}

function server(version: string, tools: readonly AssistantTool[], lexiclip: Lexiclip): McpServer {
  const made = new McpServer({ name: 'lexiclip', version });
  for (const tool of tools) {
    const { name, title, description, writes, input } = tool;
    const annotations = { readOnlyHint: !writes, destructiveHint: false, openWorldHint: writes };
    made.registerTool(name, { title, description, inputSchema: input, annotations }, (given, { mcpReq }) =>
      answer(tool, lexiclip, given, mcpReq.signal),
    );
  }
  return made;
}

async function answer(tool: AssistantTool, lexiclip: Lexiclip, given: unknown, signal: AbortSignal) {
  try {
    // Between two questions anything may have changed.
    lexiclip.collection.index.expire();
    const { result, images } = await tool.run(lexiclip, given, terminalTask(signal));
    const pictures = await picturesOf(images, lexiclip.collection);
    return {
      content: [
        { type: 'text' as const, text: JSON.stringify(result) },
        ...pictures.map((bytes) => ({
          type: 'image' as const,
          data: Buffer.from(bytes).toString('base64'),
          mimeType: 'image/webp',
        })),
      ],
    };
  } catch (error) {
    const text = error instanceof z.ZodError ? error.message : describeError(error);
    return { content: [{ type: 'text' as const, text }], isError: true };
  }
}

async function ownVersion(): Promise<string> {
  const manifest = JSON.parse(await readFile(path.join(installation, 'package.json'), 'utf8')) as unknown;
  return z.object({ version: z.string() }).parse(manifest).version;
}
