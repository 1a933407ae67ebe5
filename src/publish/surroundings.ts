/** What a run is given of the world around it. */
export type Surroundings = {
  env: NodeJS.ProcessEnv;
  signal: AbortSignal;
  idToken: () => Promise<string>;
  /** Told every secret before it is used. */
  mask: (secret: string) => void;
};
