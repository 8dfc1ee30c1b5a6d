// What the code was handed: databases with their tables, functions, limits.
import {foldable, h, icon, replace} from './dom';
import {queryOf} from './examples';
import * as format from './format';
import type {Info, Limits, Session} from './types';
import {visible} from './visible';

export class DataView {
  private readonly body = h('div', {class: 'data'});
  private readonly open = new Set<string>();  // tables that are unfolded

  constructor(
    host: HTMLElement,
    private readonly insert: (code: string) => void,
  ) {
    host.append(this.body);
  }

  update(info: Info | null, session: Session | null): void {
    if (!info) return replace(this.body, h('p', {class: 'empty'}, 'Nothing is known of the server yet.'));
    replace(this.body, this.databases(info), this.functions(info), this.limits(info, session), h('p', {class: 'note about'}, `Python ${visible(info.python)} · Vitrine ${visible(info.version)}`));
  }

  private databases(info: Info): HTMLElement {
    const made = h('section', null, h('h3', null, 'Databases'));
    if (!info.databases.length) made.append(h('p', {class: 'empty'}, 'None. Start the server with --db NAME=FILE to hand one in, read-only.'));
    for (const database of info.databases) {
      const tables = database.tables.map((table) => {
        const query = () => this.insert(queryOf(database.name, table.name, table.columns.map((each) => each.name)));
        const key = `table ${database.name} ${table.name}`;
        return h(
          'li',
          null,
          foldable(
            this.open,
            key,
            {class: 'db-table'},
            h('summary', {'data-key': key}, icon('table'), h('span', {class: 'db-name'}, visible(table.name)), h('span', {class: 'size'}, format.count(table.columns.length, 'column'))),
            h('ul', {class: 'columns'}, ...table.columns.map((column) => h('li', null, h('span', null, visible(column.name)), h('span', {class: 'type'}, visible(column.type.toLowerCase()))))),
          ),
          h('button', {type: 'button', class: 'quiet query', 'data-key': `query ${database.name} ${table.name}`, 'aria-label': `Query ${visible(table.name)}`, title: 'Put a query into the editor', onclick: query}, 'Query'),
        );
      });
      made.append(h('h4', null, visible(database.name)), h('ul', {class: 'db-tables'}, ...tables));
    }
    return made;
  }

  private functions(info: Info): HTMLElement {
    const made = h('section', null, h('h3', null, 'Functions'));
    made.append(info.functions.trim() ? h('pre', {class: 'signatures', tabindex: '0'}, visible(info.functions.trim())) : h('p', {class: 'empty'}, 'No others were handed in.'));
    return made;
  }

  private limits(info: Info, session: Session | null): HTMLElement {
    const now: Limits = session?.limits ?? info.limits;
    const rows = Object.entries(format.kLimitNames).map(([name, words]) => {
      const value = now[name as keyof Limits] ?? info.limits[name as keyof Limits];
      const most = info.limits_max[name as keyof Limits];
      if (value === undefined) return null;
      return h('tr', null, h('th', {scope: 'row'}, words), h('td', null, format.limit(name, value)), h('td', null, most === undefined ? '' : format.limit(name, most)));
    });
    return h(
      'section',
      null,
      h('h3', null, 'Limits'),
      h('table', {class: 'limits'}, h('thead', null, h('tr', null, h('th', {scope: 'col'}, ''), h('th', {scope: 'col'}, session ? 'here' : 'a run'), h('th', {scope: 'col'}, 'at most'))), h('tbody', null, ...rows)),
    );
  }
}
