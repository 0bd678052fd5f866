// Markdown that strangers wrote, as elements of an allow-list. Nothing of it is ever read as HTML.
import { Lexer, type MarkedToken, type Token, type Tokens } from 'marked';
import type { ComponentChildren } from 'preact';
import { webAddress } from './web-address';

const MAX_CHARACTERS = 20_000;
const MAX_DEPTH = 8;

export function UntrustedMarkdown({ text }: { text: string }) {
  const tokens = tokensOf(text.slice(0, MAX_CHARACTERS));
  return <div class="prose theirs">{tokens ? blocks(tokens, 0) : <p class="as-written">{text}</p>}</div>;
}

/** Undefined when the text is nested beyond what the parser can follow. */
function tokensOf(text: string): Token[] | undefined {
  if (nestsDeeply(text)) return undefined;
  try {
    return new Lexer({ gfm: true }).lex(text);
  } catch (cause) {
    if (cause instanceof RangeError) return undefined;
    throw cause;
  }
}

/** Runs of markers cost the parser time and stack that no honest text needs. */
function nestsDeeply(text: string): boolean {
  return /(?:[>*+_[\]~-][ \t]*){40}/.test(text.replace(/^[ \t]*([-*_])(?:[ \t]*\1)+[ \t]*$/gm, ''));
}

// Without extensions the parser gives marked tokens only; its own type leaves the door open for more.
function blocks(tokens: readonly Token[], depth: number): ComponentChildren {
  return tokens.map((token, at) => <Block key={at} token={token as MarkedToken} depth={depth} />);
}

function Block({ token, depth }: { token: MarkedToken; depth: number }) {
  if (depth > MAX_DEPTH) return <p>{plain(token.raw)}</p>;
  switch (token.type) {
    case 'heading':
      return <h4>{inlines(token.tokens, depth)}</h4>;
    case 'paragraph':
      return <p>{inlines(token.tokens, depth)}</p>;
    case 'blockquote':
      return <blockquote>{blocks(token.tokens, depth + 1)}</blockquote>;
    case 'list':
      return <List token={token} depth={depth} />;
    case 'code':
      return <pre>{token.text}</pre>;
    case 'hr':
      return <hr />;
    case 'table':
      return <Table token={token} depth={depth} />;
    case 'html': {
      const text = plain(token.text).trim();
      return text === '' ? null : <p>{text}</p>;
    }
    case 'text':
      return <>{token.tokens ? inlines(token.tokens, depth) : plain(token.text)}</>;
    case 'space':
    case 'def':
      return null;
    default:
      return <>{inlines([token], depth)}</>;
  }
}

function List({ token, depth }: { token: Tokens.List; depth: number }) {
  const items = token.items.map((item, at) => <li key={at}>{blocks(item.tokens, depth + 1)}</li>);
  if (!token.ordered) return <ul>{items}</ul>;
  return <ol start={Number(token.start) || 1}>{items}</ol>;
}

function Table({ token, depth }: { token: Tokens.Table; depth: number }) {
  const cells = (row: Tokens.TableCell[], Cell: 'th' | 'td') =>
    row.map((cell, at) => <Cell key={at}>{inlines(cell.tokens, depth)}</Cell>);
  return (
    <table>
      <thead>
        <tr>{cells(token.header, 'th')}</tr>
      </thead>
      <tbody>
        {token.rows.map((row, at) => (
          <tr key={at}>{cells(row, 'td')}</tr>
        ))}
      </tbody>
    </table>
  );
}

function inlines(tokens: readonly Token[], depth: number): ComponentChildren {
  return tokens.map((token, at) => <Inline key={at} token={token as MarkedToken} depth={depth + 1} />);
}

function Inline({ token, depth }: { token: MarkedToken; depth: number }) {
  if (depth > MAX_DEPTH * 2) return <>{plain(token.raw)}</>;
  switch (token.type) {
    case 'strong':
      return <strong>{inlines(token.tokens, depth)}</strong>;
    case 'em':
      return <em>{inlines(token.tokens, depth)}</em>;
    case 'del':
      return <s>{inlines(token.tokens, depth)}</s>;
    case 'codespan':
      return <code>{token.text}</code>;
    case 'br':
      return <br />;
    case 'link': {
      const address = webAddress(token.href);
      if (!address) return <>{inlines(token.tokens, depth)}</>;
      return (
        <a href={address} target="_blank" rel="noopener noreferrer">
          {inlines(token.tokens, depth)}
        </a>
      );
    }
    case 'image':
      // A picture would be a request that nobody asked for; its words are enough.
      return <>{plain(token.text)}</>;
    case 'html':
      if (/^<br\s*\/?>$/i.test(token.raw)) return <br />;
      return <>{plain(token.text)}</>;
    case 'checkbox':
      return <>{token.checked ? '☑ ' : '☐ '}</>;
    case 'text':
      return <>{'tokens' in token && token.tokens ? inlines(token.tokens, depth) : plain(token.text)}</>;
    case 'escape':
      return <>{token.text}</>;
    default:
      return <>{plain(token.raw)}</>;
  }
}

const ENTITIES: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: '\u00a0' };

/** Text without tags, its character references resolved; it only ever becomes a text node. */
function plain(text: string): string {
  return text
    .replace(/<!--[\s\S]*?-->/g, '')
    .replace(/<\/?[a-z][^<>]*>/gi, ' ')
    .replace(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|([a-z]{2,4}));/gi, (whole, decimal, hex, name) => {
      if (name !== undefined) return ENTITIES[name] ?? whole;
      const point = decimal === undefined ? Number.parseInt(hex, 16) : Number(decimal);
      return point > 0 && point <= 0x10ffff ? String.fromCodePoint(point) : whole;
    });
}
