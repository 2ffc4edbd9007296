/** The methods that a worker answers: what each takes, what it answers, what it tells on the way. */
export type Methods<M> = { [K in keyof M]: { params: unknown; result: unknown; event: unknown } };

export type RpcRequest =
  | { readonly id: number; readonly method: string; readonly params: unknown }
  | { readonly id: number; readonly cancel: true };

export type RpcReply =
  | { readonly id: number; readonly event: unknown }
  | { readonly id: number; readonly result: unknown }
  | { readonly id: number; readonly error: { readonly name: string; readonly message: string } };
