import { formatMoney, formatPhone } from "#kernel/format.ts"
import type { FiscalDocument, Party } from "../document.ts"
import { printable } from "./printable.ts"
import type { PdfTexts } from "./texts.ts"

export function partyBlocks(document: FiscalDocument, texts: PdfTexts) {
  const { seller, buyer } = document
  return [
    {
      label: texts["pdf.seller"],
      form: formOf(document, texts),
      ...identityOf({ ...seller, name: seller.legalName ?? seller.name }, document),
    },
    { label: texts["pdf.buyer"], form: [], ...identityOf(buyer, document) },
  ]
}

/** "SARL", "au capital de 1 000 000 DA". */
function formOf(document: FiscalDocument, texts: PdfTexts): string[] {
  const { legalForm, capitalMinor } = document.seller
  const form = legalForm === null ? [] : [printable(legalForm)]
  if (capitalMinor === null) return form

  const capital = formatMoney({ amountMinor: capitalMinor, currency: document.currency }, document)
  return [...form, `${texts["pdf.capital"]} ${capital}`]
}

function identityOf(party: Party, document: FiscalDocument) {
  const phone = party.phone === null ? "" : formatPhone(printable(party.phone), document)
  const email = printable(party.email ?? "")

  return {
    name: printable(party.name),
    lines: printable(party.address).split("\n").filter(isWritten),
    contacts: [phone, email].filter(isWritten),
    registrations: party.registrations.map(({ label, value }) => ({
      label: printable(label),
      value: printable(value),
    })),
  }
}

function isWritten(text: string): boolean {
  return text !== ""
}
