// The editor. It lives in a shadow root, for there its styles are objects and no text that the page's policy refuses.
import {autocompletion, closeBrackets, closeBracketsKeymap, completionKeymap} from '@codemirror/autocomplete';
import {defaultKeymap, history, historyKeymap, indentWithTab} from '@codemirror/commands';
import {python} from '@codemirror/lang-python';
import {bracketMatching, HighlightStyle, indentOnInput, indentUnit, syntaxHighlighting} from '@codemirror/language';
import {highlightSelectionMatches, searchKeymap} from '@codemirror/search';
import {EditorState, Prec, type Extension} from '@codemirror/state';
import {drawSelection, EditorView, highlightActiveLine, highlightSpecialChars, keymap, lineNumbers, placeholder} from '@codemirror/view';
import {tags} from '@lezer/highlight';

const highlight = HighlightStyle.define([
  {tag: [tags.keyword, tags.operatorKeyword, tags.modifier], color: 'var(--code-keyword)'},
  {tag: [tags.string, tags.special(tags.string)], color: 'var(--code-string)'},
  {tag: [tags.number, tags.bool, tags.null], color: 'var(--code-number)'},
  {tag: [tags.comment, tags.docComment], color: 'var(--code-comment)', fontStyle: 'italic'},
  {tag: [tags.function(tags.variableName), tags.function(tags.propertyName)], color: 'var(--code-function)'},
  {tag: [tags.definition(tags.variableName), tags.className], color: 'var(--code-name)'},
  {tag: [tags.meta, tags.self], color: 'var(--code-number)'},
  {tag: tags.invalid, color: 'var(--bad)'},
]);

const look = EditorView.theme({
  '&': {height: '100%', color: 'var(--ink)', backgroundColor: 'transparent', fontSize: 'var(--code-size)'},
  '&.cm-focused': {outline: 'none'},
  '.cm-scroller': {fontFamily: 'var(--mono)', fontVariantLigatures: 'none', lineHeight: '1.6', overflow: 'auto'},
  '.cm-content': {padding: '14px 0', caretColor: 'var(--glass-strong)'},
  '.cm-line': {padding: '0 16px 0 8px'},
  '.cm-gutters': {backgroundColor: 'var(--surface)', color: 'var(--faint)', border: 'none'},
  '.cm-lineNumbers .cm-gutterElement': {padding: '0 6px 0 16px', minWidth: '2.6em', fontVariantNumeric: 'tabular-nums'},
  '.cm-activeLine': {backgroundColor: 'transparent'},
  '&.cm-focused .cm-activeLine': {backgroundColor: 'var(--active-line)'},
  '.cm-cursor': {borderLeftColor: 'var(--glass-strong)', borderLeftWidth: '2px'},
  '.cm-selectionBackground, &.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground': {
    backgroundColor: 'var(--selection)',
  },
  '.cm-matchingBracket, &.cm-focused .cm-matchingBracket': {backgroundColor: 'var(--selection)', outline: 'none'},
  '.cm-selectionMatch': {backgroundColor: 'var(--active-line)'},
  '.cm-specialChar': {color: 'var(--bad)'},
  '.cm-placeholder': {color: 'var(--faint)'},
  '.cm-tooltip': {
    backgroundColor: 'var(--surface)',
    border: '1px solid var(--edge)',
    borderRadius: '6px',
    boxShadow: 'var(--shadow)',
    overflow: 'hidden',
  },
  '.cm-tooltip.cm-tooltip-autocomplete > ul': {fontFamily: 'var(--mono)', maxHeight: '12em'},
  '.cm-tooltip.cm-tooltip-autocomplete > ul > li': {padding: '3px 8px'},
  '.cm-tooltip-autocomplete ul li[aria-selected]': {backgroundColor: 'var(--glass)', color: 'var(--on-glass)'},
  '.cm-panels': {backgroundColor: 'var(--surface)', color: 'var(--ink)', borderColor: 'var(--edge)'},
  '.cm-panels input, .cm-panels button': {
    background: 'var(--surface)',
    color: 'inherit',
    border: '1px solid var(--edge)',
    borderRadius: '4px',
    backgroundImage: 'none',
  },
});

// How long after Escape Tab leaves the editor; the editor's own time where nothing else wants Escape.
const kTabLeavesMs = 2000;

export interface EditorEvents {
  run: () => void;
  stop: () => void;
  changed: () => void;
}

export class Editor {
  private readonly view: EditorView;
  private readonly extensions: Extension;
  private readonly states = new Map<string, EditorState>();
  private key = '';

  constructor(host: HTMLElement, events: EditorEvents) {
    const root = host.attachShadow({mode: 'open'});
    const run = () => (events.run(), true);
    const stop = () => (events.stop(), true);
    // Whatever else Escape closes, a list of completions that is about to come as well, Tab leaves next.
    const leave = (view: EditorView) => (view.setTabFocusMode(kTabLeavesMs), false);
    this.extensions = [
      Prec.highest(keymap.of([{key: 'Mod-Enter', run}, {key: 'Mod-.', run: stop}, {key: 'Escape', run: leave}])),
      lineNumbers(),
      highlightSpecialChars(),
      history(),
      drawSelection(),
      EditorState.allowMultipleSelections.of(true),
      indentOnInput(),
      indentUnit.of('    '),
      bracketMatching(),
      closeBrackets(),
      autocompletion({activateOnTyping: true, icons: false}),
      highlightActiveLine(),
      highlightSelectionMatches(),
      keymap.of([...closeBracketsKeymap, ...completionKeymap, ...defaultKeymap, ...searchKeymap, ...historyKeymap, indentWithTab]),
      python(),
      syntaxHighlighting(highlight),
      look,
      placeholder('Python for the glass case …'),
      EditorView.contentAttributes.of({
        'aria-label': 'Python code. Control or Command with Enter runs it. Escape, then Tab, leaves the editor.',
        spellcheck: 'false',
        autocorrect: 'off',
        autocapitalize: 'off',
      }),
      EditorView.updateListener.of((update) => {
        if (update.docChanged) events.changed();
      }),
    ];
    this.view = new EditorView({parent: root, root, state: this.fresh('')});
  }

  private fresh(text: string): EditorState {
    return EditorState.create({doc: text, extensions: this.extensions});
  }

  // Each session has a text of its own, with its own undo.
  open(key: string, initial: () => string): void {
    if (key === this.key) return;
    if (this.key) this.states.set(this.key, this.view.state);
    this.key = key;
    this.view.setState(this.states.get(key) ?? this.fresh(initial()));
  }

  forget(key: string): void {
    this.states.delete(key);
  }

  get text(): string {
    return this.view.state.doc.toString();
  }

  set(text: string): void {
    this.view.dispatch({changes: {from: 0, to: this.view.state.doc.length, insert: text}, selection: {anchor: 0}, scrollIntoView: true});
  }

  // Puts text on lines of its own at the end and shows it.
  append(text: string): void {
    const end = this.view.state.doc.length;
    const gap = end === 0 || this.text.endsWith('\n') ? '' : '\n';
    const insert = gap + text;
    this.view.dispatch({changes: {from: end, insert}, selection: {anchor: end + insert.length}, scrollIntoView: true});
  }

  // Selects a line, should there be one of this number.
  line(number: number): void {
    const {doc} = this.view.state;
    if (number < 1 || number > doc.lines) return;
    const {from, to} = doc.line(number);
    this.view.dispatch({selection: {anchor: from, head: to}, scrollIntoView: true});
    this.focus();
  }

  focus(): void {
    this.view.focus();
  }
}
