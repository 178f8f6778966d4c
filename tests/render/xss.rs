//! What sanitizers are attacked with, written anew.

use crate::safe::{check_markdown, check_safe};
use crate::words::check;

/// Attacks: each is put into an article and must come out harmless in all formats.
const ATTACKS: &[&str] = &[
    // Scripts, whole and broken.
    "<script>alert(1)</script>",
    "<SCRIPT SRC=//evil.example/x.js></SCRIPT>",
    "<script>alert(1)</script >x",
    "<script>alert(1)</script\n>x",
    "<script/x>alert(1)</script/x>",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "<script><!--<script></script>alert(1)--></script>",
    "<<script>alert(1);//<</script>",
    "<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\">x</p></noscript>",
    "<style><img src=\"</style><img src=x onerror=alert(1)>\">",
    "<style>@import'//evil.example/x.css';</style>",
    "<xmp><img src=\"</xmp><img src=x onerror=alert(1)>\"></xmp>",
    "<textarea><img src=\"</textarea><img src=x onerror=alert(1)>\"></textarea>",
    "<title><img src=\"</title><img src=x onerror=alert(1)>\"></title>",
    "<noembed><img src=\"</noembed><img src=x onerror=alert(1)>\"></noembed>",
    "<noframes><img src=\"</noframes><img src=x onerror=alert(1)>\"></noframes>",
    "<iframe><img src=\"</iframe><img src=x onerror=alert(1)>\"></iframe>",
    "<plaintext><script>alert(1)</script>",
    // Handlers and attributes.
    "<p onclick=alert(1) ONMOUSEOVER='alert(1)' style='x:expression(alert(1))'>x</p>",
    "<img src=x onerror=alert(1)>",
    "<img src=x/onerror=alert(1)>",
    "<img/src=x/onerror=alert(1)//",
    "<img src='x' alt='\"><script>alert(1)</script>'>",
    "<img src='x' alt='` onerror=alert(1) '>",
    "<img alt=\"``onerror=alert(1)\" src=x>",
    "<img src=x\u{c}onerror=alert(1)>",
    "<img src=\"x\u{0}\" onerror=alert(1)>",
    "<a href='x' title='</a><script>alert(1)</script>'>x</a>",
    "<abbr title='\"onmouseover=\"alert(1)'>x</abbr>",
    "<time datetime='\"><svg onload=alert(1)>'>x</time>",
    "<td background=javascript:alert(1)>x",
    "<table background=javascript:alert(1)><tr><td>a<td>b<tr><td>c<td>d</table>",
    "<ol start='1\" onclick=\"alert(1)'><li value='\"><script>'>x</ol>",
    "<table><tr><td colspan='2\" onclick=\"alert(1)'>x<td>y<tr><td>z<td>w</table>",
    "<pre class='language-\"><script>alert(1)</script>'><code>x</code></pre>",
    "<pre class='language-x\"onload=\"alert(1)'><code>x</code></pre>",
    // Schemes.
    "<a href=javascript:alert(1)>x</a>",
    "<a href=JaVaScRiPt:alert(1)>x</a>",
    "<a href=' javascript:alert(1)'>x</a>",
    "<a href='\u{1}\u{2}javascript:alert(1)'>x</a>",
    "<a href='java\tscript:alert(1)'>x</a>",
    "<a href='java\nscript:alert(1)'>x</a>",
    "<a href='java&Tab;script&colon;alert(1)'>x</a>",
    "<a href='java&#10;script&#58;alert(1)'>x</a>",
    "<a href='javascript&amp;#58;alert(1)'>x</a>",
    "<a href='javascript&amp;colon;alert(1)'>x</a>",
    "<a href='javascript&amp;amp;#58;alert(1)'>x</a>",
    "<a href='&#106;&#97;&#118;&#97;script:alert(1)'>x</a>",
    "<a href='javascript%3Aalert(1)'>x</a>",
    "<a href='javascript\u{a0}:alert(1)'>x</a>",
    "<a href='\u{feff}javascript:alert(1)'>x</a>",
    "<a href='vbscript:msgbox(1)'>x</a>",
    "<a href='livescript:x'>x</a>",
    "<a href='data:text/html,<script>alert(1)</script>'>x</a>",
    "<a href='DATA:text/html;base64,PHNjcmlwdD4='>x</a>",
    "<a href='view-source:javascript:alert(1)'>x</a>",
    "<a href='feed:javascript:alert(1)'>x</a>",
    "<a href='jar:javascript:alert(1)!/x'>x</a>",
    "<a href='file:///etc/passwd'>x</a>",
    "<a href='blob:https://example.org/x'>x</a>",
    "<img src=javascript:alert(1)>",
    "<img src='data:image/svg+xml,<svg onload=alert(1)>'>",
    "<img src='data:image/svg+xml;base64,PHN2ZyBvbmxvYWQ9YWxlcnQoMSk+'>",
    "<img srcset='javascript:alert(1) 1x'>",
    "<img data-src='javascript:alert(1)' src=x.png>",
    "<picture><source srcset='javascript:alert(1)'><img></picture>",
    "<base href='javascript:alert(1)//'><a href=x>x</a>",
    "<base href='data:text/html,'><a href='<script>alert(1)</script>'>x</a>",
    "<link rel=stylesheet href=javascript:alert(1)>",
    "<meta http-equiv=refresh content='0;url=javascript:alert(1)'>",
    "<form action=javascript:alert(1)><button formaction=javascript:alert(1)>x</button></form>",
    "<object data=javascript:alert(1)></object><embed src=javascript:alert(1)>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<video src=x onerror=alert(1)><source onerror=alert(1)></video>",
    "<details open ontoggle=alert(1)><summary>x</summary>y</details>",
    "<isindex action=javascript:alert(1) type=image>",
    // Markup that mutates when it is written and read again.
    "<svg><style><img src=x onerror=alert(1)></style></svg>",
    "<svg></p><style><a id=\"</style><img src=1 onerror=alert(1)>\">",
    "<svg><p><style><g title=\"</style><img src onerror=alert(1)>\">",
    "<svg><desc><noscript>&lt;/noscript>&lt;img src=x onerror=alert(1)></noscript></desc></svg>",
    "<svg><foreignObject><p>x<script>alert(1)</script></p></foreignObject></svg>",
    "<svg><a xlink:href='javascript:alert(1)'><text>x</text></a></svg>",
    "<svg><a><animate attributeName=href values=javascript:alert(1) /><text>x</text></a></svg>",
    "<svg><set attributeName=onload to=alert(1) /></svg>",
    "<svg><use href='data:image/svg+xml,<svg id=x onload=alert(1)>#x'/></svg>",
    "<math><mtext><table><mglyph><style><!--</style><img title=\"--&gt;&lt;img src=1 \
     onerror=alert(1)&gt;\">",
    "<math><annotation-xml encoding='text/html'><style><img src=x onerror=alert(1)></style>\
     </annotation-xml></math>",
    "<math><annotation encoding='application/x-tex'>&lt;script>alert(1)&lt;/script></annotation></math>",
    "<math alttext='</math><script>alert(1)</script>'><mi>x</mi></math>",
    "<math href='javascript:alert(1)'><mi>x</mi></math>",
    "<math><mi><b><math><mglyph><style></math><a title=\"</style><img src onerror=alert(1)>\">",
    "<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
    "<template><script>alert(1)</script><img src=x onerror=alert(1)></template>",
    "<select><template><img src=x onerror=alert(1)></template></select>",
    "<table><td><select><table></table><img src=x onerror=alert(1)></select></td></table>",
    "<!--><img src=x onerror=alert(1)>-->",
    "<!--!><img src=x onerror=alert(1)>--!>",
    "<![CDATA[<script>alert(1)</script>]]>",
    "<?xml <img src=x onerror=alert(1)> ?>",
    "<a href='x'><a href='javascript:alert(1)'>y</a></a>",
    "<p>&lt;script>alert(1)&lt;/script></p>",
    "<p>&amp;lt;script>alert(1)&amp;lt;/script></p>",
    "<pre>\n&lt;/pre>&lt;script>alert(1)&lt;/script></pre>",
    "<code>&lt;/code>&lt;img src=x onerror=alert(1)></code>",
    // Names that shadow those of the page around.
    "<a id=location name=cookie href=x>x</a><img name=body id=body src=x.png>",
];

#[test]
fn attacks_come_out_harmless() {
    for attack in ATTACKS {
        for url in ["", "https://example.org/a/b"] {
            for page in [
                format!("<p>One word before.</p>{attack}<p>And one after.</p>"),
                format!("<p>One word before {attack} and one after.</p>"),
                format!("<ul><li>One word<li>{attack}</ul><p>After."),
                format!("<table><tr><th>One<th>word<tr><td>{attack}<td>After.</table>"),
            ] {
                let page = epure::Page::new(&page).with_url(url);
                let article = epure::training::everything(page).unwrap();
                check_safe(article.html()).unwrap_or_else(|e| panic!("{attack}\n{e}"));
                check(&article).unwrap_or_else(|e| panic!("{attack}\n{e}"));
                check_markdown(article.markdown()).unwrap_or_else(|e| panic!("{attack}\n{e}"));
            }
        }
    }
}
