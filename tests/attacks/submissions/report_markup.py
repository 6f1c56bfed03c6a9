# %%
print("<script>document.title = 'PWNED'</script>\x1b[2J\x1b]0;PWNED\x07=cmd|' /C calc'!A0")
raise ValueError("</pre><img src=x onerror=alert(1)> \x1b[31mred\x1b[0m \u202eright to left =1+1" + "A" * 10**6)
