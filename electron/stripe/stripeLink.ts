/** What the requests of one account tell of the way to Stripe, and learn about it. */
export interface StripeLink {
  /** Whether Stripe is known to be out of reach: nobody is made to wait for repetitions then. */
  isLost(): boolean;
  /** Aborted when the way is found lost; a new one begins when it is back. */
  lostSignal(): AbortSignal;
  /** Stripe answered, whatever it said. */
  noteAnswer(): void;
  /** A request got no answer, or none for seconds: is it the way, or only this request? */
  noteSilence(): void;
}

/** The way of a gateway that nobody watches over. */
export const unwatchedLink: StripeLink = {
  isLost: () => false,
  lostSignal: () => new AbortController().signal,
  noteAnswer: () => {},
  noteSilence: () => {},
};
