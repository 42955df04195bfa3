import type { PdfFile } from './pdfFile.ts';

/** Elements of a tagged PDF that the documents use. */
export type StructureTag = 'Document' | 'H1' | 'P' | 'Table' | 'TR' | 'TH' | 'TD';

export interface StructureNode {
  readonly tag: StructureTag;
}

/** Tells assistive technology the reading order and what is a table; elements appear in the order of their creation. */
export interface StructureTree {
  readonly root: StructureNode;
  add(parent: StructureNode, tag: StructureTag): StructureNode;
  /** Gives the next piece of a page's content to an element and returns its number on that page. */
  mark(node: StructureNode, page: number): number;
  write(file: PdfFile, pageIds: readonly number[]): number;
}

interface Element extends StructureNode {
  readonly parent: number;
  readonly children: (number | { readonly page: number; readonly mark: number })[];
}

export function createStructureTree(): StructureTree {
  const root: Element = { tag: 'Document', parent: -1, children: [] };
  const elements: Element[] = [root];
  const indexOf = new Map<StructureNode, number>([[root, 0]]);
  /** Per page: the element of each marked piece. */
  const owners: number[][] = [];
  const find = (node: StructureNode): number => {
    const index = indexOf.get(node);
    if (index === undefined) throw new Error('The element belongs to another document.');
    return index;
  };

  return {
    root,
    add(parent, tag) {
      const element: Element = { tag, parent: find(parent), children: [] };
      const index = elements.push(element) - 1;
      indexOf.set(element, index);
      elements[element.parent]?.children.push(index);
      return element;
    },
    mark(node, page) {
      const index = find(node);
      const marks = (owners[page] ??= []);
      const mark = marks.push(index) - 1;
      elements[index]?.children.push({ page, mark });
      return mark;
    },
    write(file, pageIds) {
      const tree = file.reserve();
      const ids = elements.map(() => file.reserve());
      const reference = (index: number): string => `${ids[index] ?? tree} 0 R`;
      elements.forEach((element, index) => {
        const children = element.children.map((child) =>
          typeof child === 'number'
            ? reference(child)
            : `<</Type/MCR/Pg ${pageIds[child.page] ?? 0} 0 R/MCID ${child.mark}>>`,
        );
        const scope = element.tag === 'TH' ? '/A<</O/Table/Scope/Column>>' : '';
        file.pack(
          ids[index] ?? 0,
          `<</Type/StructElem/S/${element.tag}/P ${reference(element.parent)}${scope}/K[${children.join(' ')}]>>`,
        );
      });
      const parents = owners.map((marks, page) => `${page}[${marks.map(reference).join(' ')}]`);
      file.pack(
        tree,
        `<</Type/StructTreeRoot/K ${reference(0)}/ParentTree<</Nums[${parents.join('')}]>>/ParentTreeNextKey ${pageIds.length}>>`,
      );
      return tree;
    },
  };
}
