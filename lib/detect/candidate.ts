/** A place on the page that may hold a badge. Plain data: it crosses from the page script to the worker. */
export type Candidate = {
  /** Unique in its document for the life of the document. */
  key: number;
  /** Seals sit on pictures or after text. `page`: after the heading, as it is the page itself that is the badge's. */
  placement: 'picture' | 'text' | 'page';
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
      /** Address of the picture that the seal goes on, where the link is around one. */
      shown?: string | undefined;
      /** Set by the second look: the address is a person's page, and what is behind it shows when it is asked. */
      page?: AwardPage;
    }
);

/** `award`: a page about one award. `maybe`: a short link or a rendered picture, which may lead to one. */
export type AwardPage = 'award' | 'maybe';
