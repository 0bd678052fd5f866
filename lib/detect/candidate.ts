/** A place on the page that may hold a badge. Plain data: it crosses from the page script to the worker. */
export type Candidate = {
  /** Unique in its document for the life of the document. */
  key: number;
  /** What may go wrong for sight: seals sit on pictures or after text. */
  placement: 'picture' | 'text';
} & (
  | {
      /** A picture whose bytes may hold a badge: https, http, data: or blob: address. */
      kind: 'picture';
      url: string;
      sameOrigin: boolean;
    }
  | {
      /** Badge text that the page itself holds: JSON, JWS, or an inline SVG's markup. */
      kind: 'text';
      text: string;
      media: 'json' | 'jws' | 'svg';
    }
  | {
      /** A link to a hosted badge. `url` is the machine-readable address when the pattern knows it, else the page's. */
      kind: 'address';
      url: string;
      provider?: string;
      /** Set by the second look: the address is a person's page, and what is behind it shows when it is asked. */
      page?: AwardPage;
    }
);

/** `award`: a page about one award. `maybe`: a short link or a rendered picture, which may lead to one. */
export type AwardPage = 'award' | 'maybe';
