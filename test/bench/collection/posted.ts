import { serialize } from 'node:v8';

/**
 * What VS Code's extension host makes of a message to a webview before it sends it: JSON, with typed arrays beside it
 * (`serializeWebviewMessage` in its extHostWebviewMessaging.ts, MIT). The cost of a message includes it.
 */
export function post(message: unknown): {
  readonly json: string;
  readonly buffers: readonly ArrayBufferView[];
} {
  const buffers: ArrayBufferView[] = [];
  const json = JSON.stringify(message, (_key, value: unknown) => {
    if (!ArrayBuffer.isView(value)) return value;
    return { $$vscode_array_buffer_reference$$: true, index: buffers.push(value) - 1 };
  });
  return { json, buffers };
}

/** The size of a message as V8 serialises it: a character is a byte, a number 9, typed arrays are as they are. */
export function messageMb(message: unknown): number {
  return serialize(message).byteLength / 1e6;
}
