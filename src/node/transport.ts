/** One request, without redirects: what differs between the command line and the editor. */
export type Transport = (url: URL, request: TransportRequest) => Promise<TransportAnswer>;

export interface TransportRequest {
  readonly method: 'GET' | 'POST';
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: Uint8Array;
  readonly signal: AbortSignal;
  /** Connects to no address of this machine or of a private network, whatever the name server says. */
  readonly publicOnly: boolean;
}

export interface TransportAnswer {
  readonly status: number;
  readonly header: (name: string) => string | undefined;
  /** Decoded from its transfer. */
  readonly body: AsyncIterable<Uint8Array>;
  /** Gives up a body that nobody reads to its end. */
  readonly cancel: () => Promise<void>;
}
